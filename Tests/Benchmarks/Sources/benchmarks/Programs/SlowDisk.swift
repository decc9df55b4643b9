import Foundation

/// A disk that takes only so many bytes a second.
///
/// What is linked into this executable, the library included, writes through the `write` below.
/// Unless somebody has asked for a slow disk, that only passes on.
struct SlowDisk {
  private let rate: Int64?
  private let start = ContinuousClock.now

  /// Slows down every regular file of this process; to be called before anything writes.
  init(_ bytesPerSecond: Int64?) {
    rate = bytesPerSecond
    Self.bytesPerSecond = bytesPerSecond
  }

  /// Throws if what lies in a folder cannot have come through here: whoever writes with another
  /// call of the system would be measured on a fast disk.
  func check(_ folder: URL) throws {
    guard let rate else { return }
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.fileSizeKey])
    let byteCount = try files.reduce(0) { sum, file in
      sum + (try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0)
    }
    guard ContinuousClock.now - start >= .seconds(Double(byteCount) / Double(rate) * 0.95) else {
      throw Failure("the slow disk was passed by")
    }
  }

  // Set before the program starts anything that writes, and never again.
  nonisolated(unsafe) private static var bytesPerSecond: Int64?
  private static let isFreeAt = Locked(ContinuousClock.now)

  fileprivate static func pause(_ descriptor: Int32, _ count: Int) {
    guard let bytesPerSecond else { return }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    let now = ContinuousClock.now
    let ready = isFreeAt.withLock { time in
      // Sleeping takes a little too long each time, and what was lost so may be made up for.
      time = max(time, now - .milliseconds(20)) + .seconds(Double(count) / Double(bytesPerSecond))
      return time
    }
    while case let rest = ready - .now, rest > .zero {
      usleep(UInt32(max(1, min(rest / .seconds(1), 0.9) * 1_000_000)))
    }
  }
}

@_cdecl("write")
func writeOnDisk(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  SlowDisk.pause(descriptor, count)
  var vector = iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes), iov_len: count)
  return writev(descriptor, &vector, 1)
}
