import Foundation

/// What tells one state of a file from another without reading it: which inode, how long, and when
/// its content last changed.
struct FileFingerprint: Sendable, Hashable {
  let device: UInt64
  let inode: UInt64
  let size: Int64
  let modifiedSeconds: Int64
  let modifiedNanoseconds: Int64

  // Not the time of status change, although nobody can put that one back: renaming a file, linking
  // to it or setting its permissions leaves the content as it is, and nothing tells such a change
  // from one of the content.
  init(_ status: stat) {
    #if canImport(Darwin)
    let modified = status.st_mtimespec
    #else
    let modified = status.st_mtim
    #endif
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modifiedSeconds = Int64(modified.tv_sec)
    modifiedNanoseconds = Int64(modified.tv_nsec)
  }
}

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
