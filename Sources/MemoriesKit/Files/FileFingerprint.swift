import Foundation

/// What distinguishes two states of a file without reading it: the inode, the size, and the time of
/// the last change of its content.
struct FileFingerprint: Sendable, Hashable {
  let device: UInt64
  let inode: UInt64
  let size: Int64
  let modifiedSeconds: Int64
  let modifiedNanoseconds: Int64

  // The time of status change does not belong here, although nobody can set it back: renaming a
  // file, linking to it or setting its permissions changes it and leaves the content alone.
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
  /// Reads the status of the regular file at a path.
  init(ofFile path: String) throws(FileFailure) {
    self.init()
    guard stat(path, &self) == 0 else {
      throw FileFailure(.inspect, path, errorNumber: errno)
    }
    try checkIsFile(.inspect, path)
  }

  /// Throws unless this is a regular file, because only there is the size the length of the
  /// content.
  func checkIsFile(_ action: FileFailure.Action, _ path: String) throws(FileFailure) {
    switch st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileFailure(action, path, .isDirectory)
    default: throw FileFailure(action, path, .notRegularFile)
    }
  }
}
