import Foundation

/// A file by its descriptor: what is asked and read belongs to one inode, whatever is later done to
/// the path. Letting go of it closes it.
final class OpenFile: Sendable {
  let path: String
  private let descriptor: Int32

  /// Opens a regular file for reading from its start.
  init(reading path: String) throws(FileFailure) {
    // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    let code = errno
    self.path = path
    guard descriptor >= 0 else { throw FileFailure(.open, path, errorNumber: code) }

    try status().checkIsFile(.open, path)
    #if os(Linux)
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    #endif
  }

  /// Creates a file for writing; throws when anything, a link included, is at the path.
  init(creating path: String) throws(FileFailure) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    let code = errno
    self.path = path
    guard descriptor >= 0 else { throw FileFailure(.open, path, errorNumber: code) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// What the file is now.
  func fingerprint() throws(FileFailure) -> FileFingerprint {
    FileFingerprint(try status())
  }

  /// Reads up to the buffer's size from where the last call ended; 0 at the end of the file.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw FileFailure(.read, path, errorNumber: errno) }
    }
  }

  /// Writes all of `data` behind what was written before.
  func append(_ data: Data) throws(FileFailure) {
    let code = data.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let next = UnsafeRawBufferPointer(rebasing: rest)
        let count = write(descriptor, next.baseAddress, next.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if count == 0 {
          return EIO
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
    if code != 0 { throw FileFailure(.write, path, errorNumber: code) }
  }

  /// Asks for what went wrong with writing and was not said yet: network disks and quotas speak up
  /// only when a file is closed, and closing a copy of the descriptor is closing to them.
  func checkWritten() throws(FileFailure) {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    // Without a free descriptor nothing was asked, and nothing is known to be wrong.
    guard copy >= 0 else { return }
    // Interrupted or not, Linux has closed it; a second call could hit another file.
    guard close(copy) == 0 || errno == EINTR else {
      throw FileFailure(.write, path, errorNumber: errno)
    }
  }

  private func status() throws(FileFailure) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw FileFailure(.inspect, path, errorNumber: errno)
    }
    return status
  }
}
