import Foundation
import MemoriesKit

/// A disk that takes only so many bytes a second.
///
/// What is linked into this executable, the library included, writes through the `write` below. As
/// long as nobody asked for a slow disk, it only passes on.
enum SlowDisk {
  // Unchecked: set before the program starts anything that writes.
  nonisolated(unsafe) private static var bytesPerSecond: Int64?
  private static let isFreeAt = Locked(ContinuousClock.now)

  /// Slows every regular file down; to be called first, if at all.
  static func slowDown(to rate: Int64?) {
    bytesPerSecond = rate
  }

  fileprivate static func pause(_ descriptor: Int32, _ count: Int) {
    guard let bytesPerSecond else { return }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    let now = ContinuousClock.now
    let ready = isFreeAt.withLock { time in
      time = max(time, now) + .seconds(Double(count) / Double(bytesPerSecond))
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
