import Foundation

/// The hash function of FIPS 180-4, for short messages in memory.
enum SHA256 {
  /// The hash in hexadecimal digits.
  static func digest(of message: [UInt8]) -> String {
    var words = initialWords
    var schedule = [UInt32](repeating: 0, count: 64)
    let message = padded(message)
    // Uses pointers and no iterators. Otherwise a build without optimization, which `swift run`
    // makes, takes ten times as long.
    message.withUnsafeBytes { message in
      schedule.withUnsafeMutableBufferPointer { schedule in
        words.withUnsafeMutableBufferPointer { words in
          roundConstants.withUnsafeBufferPointer { constants in
            var start = 0
            while start < message.count {
              expand(message, from: start, into: schedule)
              compress(schedule, constants, into: words)
              start &+= 64
            }
          }
        }
      }
    }
    return words.map { String(format: "%08x", $0) }.joined()
  }

  /// Pads the message to whole blocks of 64 bytes. The last one ends with the length of the message
  /// in bits.
  private static func padded(_ message: [UInt8]) -> [UInt8] {
    let zeros = [UInt8](repeating: 0, count: (119 - message.count % 64) % 64)
    return message + [0x80] + zeros
      + withUnsafeBytes(of: (UInt64(message.count) * 8).bigEndian) { Array($0) }
  }

  private static func expand(
    _ message: UnsafeRawBufferPointer, from start: Int,
    into schedule: UnsafeMutableBufferPointer<UInt32>
  ) {
    var index = 0
    while index < 16 {
      schedule[index] = UInt32(
        bigEndian: message.loadUnaligned(fromByteOffset: start &+ 4 &* index, as: UInt32.self))
      index &+= 1
    }
    while index < 64 {
      let (early, late) = (schedule[index &- 15], schedule[index &- 2])
      let first = rotated(early, 7) ^ rotated(early, 18) ^ (early &>> 3)
      let second = rotated(late, 17) ^ rotated(late, 19) ^ (late &>> 10)
      schedule[index] = schedule[index &- 16] &+ first &+ schedule[index &- 7] &+ second
      index &+= 1
    }
  }

  private static func compress(
    _ schedule: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>,
    into words: UnsafeMutableBufferPointer<UInt32>
  ) {
    // The letters are those of the standard.
    var (a, b, c, d) = (words[0], words[1], words[2], words[3])
    var (e, f, g, h) = (words[4], words[5], words[6], words[7])
    var round = 0
    while round < 64 {
      let choice = (e & f) ^ (~e & g)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let first =
        h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ constants[round]
        &+ schedule[round]
      let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
      round &+= 1
    }
    words[0] &+= a
    words[1] &+= b
    words[2] &+= c
    words[3] &+= d
    words[4] &+= e
    words[5] &+= f
    words[6] &+= g
    words[7] &+= h
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  // The standard derives its constants from the roots of the first primes: the first 32 bits of the
  // fraction. The 53 bits of a Double are enough for that.
  private static let primes = (2...311).filter { number in
    !(2..<number).contains { number % $0 == 0 }
  }
  private static let initialWords = primes.prefix(8).map { fraction(of: Double($0).squareRoot()) }
  private static let roundConstants = primes.map { fraction(of: cbrt(Double($0))) }

  private static func fraction(of root: Double) -> UInt32 {
    UInt32(truncatingIfNeeded: Int64(root * 0x1p32))
  }
}
