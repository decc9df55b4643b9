import Foundation

/// An open file. It reads and describes one inode, whatever happens to the path. `deinit` closes
/// it.
///
/// Use it from one thread at a time.
final class OpenFile {
  let path: String
  private(set) var descriptor: Int32

  /// Opens a regular file for reading from its start.
  init(reading path: String) throws(FileFailure) {
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    let code = errno
    self.path = path
    guard descriptor >= 0 else { throw FileFailure(.open, path, errorNumber: code) }

    try status().checkIsFile(.open, path)
    #if os(Linux)
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    #endif
  }

  /// Wraps a file that is open for writing.
  init(owning descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The current fingerprint of the file.
  func fingerprint() throws(FileFailure) -> FileFingerprint {
    FileFingerprint(try status())
  }

  /// Reads up to the size of the buffer, from where the last call ended; returns 0 at the end of
  /// the file.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw FileFailure(.read, path, errorNumber: errno) }
    }
  }

  /// Appends all of `data`.
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

  /// Begins anew. What was written stays on disk until it is written over, or until the file is
  /// finished.
  func rewind() throws(FileFailure) {
    // Not `ftruncate` to nothing: ext4 takes that for somebody who replaces a file, and makes its
    // `close` wait until all is on its way to the disk.
    guard lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw FileFailure(.write, path, errorNumber: errno)
    }
  }

  /// Cuts off what was written before the last ``rewind()``, closes the file, and throws a late error of writing: network disks and quotas report some only
  /// now.
  func finish() throws(FileFailure) {
    let end = lseek(descriptor, 0, SEEK_CUR)
    if try status().st_size > end, ftruncate(descriptor, end) != 0 {
      throw FileFailure(.write, path, errorNumber: errno)
    }
    let closing = descriptor
    descriptor = -1
    // Linux has closed the file even when the call was interrupted; a second call could close
    // another file.
    guard close(closing) == 0 || errno == EINTR else {
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
