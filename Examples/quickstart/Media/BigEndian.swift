import Foundation

extension Data {
  /// Appends the last so many bytes of a number, the most significant first.
  mutating func append(_ number: Int, byteCount: Int) {
    for index in (0..<byteCount).reversed() {
      append(UInt8(truncatingIfNeeded: number >> (8 * index)))
    }
  }
}
