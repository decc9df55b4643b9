import Foundation

/// Chunks that found no room in memory, first in, first out. They are in a temporary file without a
/// name, which vanishes with the process. Only one thread may use it at a time.
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
    // Child processes must not inherit the descriptor.
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
    // The caller keeps the whole chunk, so what was written of it must go.
    written = start
    throw FileFailure(.create, directory, errorNumber: failure)
  }

  /// Removes the next chunk; there must be one.
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
