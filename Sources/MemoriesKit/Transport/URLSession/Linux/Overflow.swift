import Foundation

/// Pieces that found no room in memory, in a temporary file that has no name and vanishes with its
/// last user, however the process ends. First in, first out; not for two threads at once.
final class Overflow {
  private static let readSize = 1 << 20

  private let directory = FileManager.default.temporaryDirectory.path
  private let descriptor: Int32
  private var written: off_t = 0
  private var read: off_t = 0

  init() throws(FileFailure) {
    var path = Array((directory + "/MemoriesKit-XXXXXX").utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else {
      throw FileFailure(.create, directory, errorNumber: errno)
    }
    unlink(path)
    // No child process is to hold it open.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  var isEmpty: Bool { read == written }

  func append(_ chunk: Data) throws(FileFailure) {
    let start = written
    let failure: Int32 = chunk.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let next = UnsafeRawBufferPointer(rebasing: rest)
        let count = pwrite(descriptor, next.baseAddress, next.count, written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return count < 0 ? errno : EIO }
        written += off_t(count)
        rest = rest.dropFirst(count)
      }
      return 0
    }
    guard failure != 0 else { return }
    // What went in before the failure comes again with the whole piece.
    written = start
    throw FileFailure(.create, directory, errorNumber: failure)
  }

  /// The next piece; only when there is one.
  func removeFirst() throws(FileFailure) -> Data {
    var chunk = Data(count: Int(min(off_t(Self.readSize), written - read)))
    var failure: Int32 = 0
    let count = chunk.withUnsafeMutableBytes { bytes in
      while true {
        let count = pread(descriptor, bytes.baseAddress, bytes.count, read)
        if count < 0, errno == EINTR { continue }
        failure = count < 0 ? errno : 0
        return count
      }
    }
    guard count > 0 else {
      throw FileFailure(.read, "a temporary file", errorNumber: failure == 0 ? EIO : failure)
    }
    read += off_t(count)
    return chunk.prefix(count)
  }
}
