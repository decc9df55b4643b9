import Foundation

/// Bytes that are written bit by bit, as H.264 has it.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var freeBits = 0

  /// Appends the last so many bits of a number, the most significant first.
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

  /// Appends a number that is not negative as an exponential Golomb code: as many zeros as the
  /// number plus one has bits after its first, then the number plus one.
  mutating func appendGolomb(_ number: Int) {
    let bits = Int.bitWidth - (number + 1).leadingZeroBitCount
    append(0, bits: bits - 1)
    append(number + 1, bits: bits)
  }

  /// Fills the last byte with zeros.
  mutating func align() { freeBits = 0 }

  /// Appends whole bytes to an aligned end.
  mutating func append(repeating byte: UInt8, count: Int) {
    bytes.append(contentsOf: repeatElement(byte, count: count))
  }
}

extension Data {
  /// Appends the last so many bytes of a number, the most significant first.
  mutating func append(_ number: Int, byteCount: Int) {
    for index in (0..<byteCount).reversed() {
      append(UInt8(truncatingIfNeeded: number >> (8 * index)))
    }
  }
}
