import Foundation

/// Writes bits into bytes, as H.264 needs it.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var freeBits = 0

  /// Appends the lowest bits of a number, the most significant first.
  mutating func append(_ number: Int, bits: Int) {
    for index in (0..<bits).reversed() {
      if freeBits == 0 {
        bytes.append(0)
        freeBits = 8
      }
      freeBits -= 1
      bytes[bytes.count - 1] |= UInt8(number >> index & 1) << UInt8(freeBits)
    }
  }

  /// Appends a number that is not negative as an exponential Golomb code. It consists of the number
  /// plus one, after as many zeros as that has bits after its first.
  mutating func appendGolomb(_ number: Int) {
    let bits = Int.bitWidth - (number + 1).leadingZeroBitCount
    append(0, bits: bits - 1)
    append(number + 1, bits: bits)
  }

  /// Fills the last byte with zeros.
  mutating func align() { freeBits = 0 }

  /// Appends whole bytes; the end must be aligned.
  mutating func append(repeating byte: UInt8, count: Int) {
    bytes.append(contentsOf: repeatElement(byte, count: count))
  }
}

extension Data {
  /// Appends the lowest bytes of a number, the most significant first.
  mutating func append(_ number: Int, byteCount: Int) {
    for index in (0..<byteCount).reversed() {
      append(UInt8(truncatingIfNeeded: number >> (8 * index)))
    }
  }
}
