import Foundation

extension stat {
  /// Looks at the regular file at a path.
  init(ofFile path: String) throws(FileFailure) {
    self.init()
    guard stat(path, &self) == 0 else {
      throw FileFailure(.inspect, path, errorNumber: errno)
    }
    try checkIsFile(.inspect, path)
  }

  /// Throws unless this is a regular file: only there is the size the length of the content.
  func checkIsFile(_ action: FileFailure.Action, _ path: String) throws(FileFailure) {
    switch st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileFailure(action, path, .isDirectory)
    default: throw FileFailure(action, path, .notRegularFile)
    }
  }
}
