#if canImport(Glibc)
import Foundation

extension OpenFile {
  /// The same as ``fill(_:)``, but only with what is in memory; nil when that is nothing, when the disk
  /// cannot tell, or at the end.
  func fillIfReady(_ buffer: UnsafeMutableRawBufferPointer) -> Int? {
    guard let readWithFlags = Self.readWithFlags else { return nil }
    var target = iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
    let count = readWithFlags(descriptor, &target, 1, Self.currentPosition, Self.withoutWaiting)
    // Whatever the error is, `fill` will tell. Some kernels (5.9 and 5.10) say 0 before the end.
    return count > 0 ? count : nil
  }

  private typealias ReadWithFlags =
    @convention(c) (Int32, UnsafePointer<iovec>, Int32, Int64, Int32) -> Int

  /// `preadv2`, which the C library has and Swift's module of it has not.
  private static let readWithFlags = dlsym(nil, "preadv64v2")
    .map { unsafeBitCast($0, to: ReadWithFlags.self) }
  private static let currentPosition: Int64 = -1
  /// `RWF_NOWAIT`.
  private static let withoutWaiting: Int32 = 8
}
#endif
