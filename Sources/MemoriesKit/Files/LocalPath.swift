import Foundation

extension URL {
  /// The path for system calls; throws when the URL names no local file.
  ///
  /// It also refuses a path with a NUL: a system call would stop there and use another file.
  func localPath() throws(FileFailure) -> String {
    let path = absoluteURL.path
    guard isFileURL, !path.isEmpty, !path.utf8.contains(0) else {
      throw FileFailure(.open, isFileURL ? path : absoluteString, .notLocal)
    }
    return path
  }
}
