/// Random numbers that a seed repeats, so that a case that failed can be run again.
///
/// The mixing is that of SplitMix64, which passes the usual tests of randomness and needs no state
/// beyond one word.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

extension SeededGenerator {
  /// A number of the range, each as likely as the others.
  package mutating func number(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// True once in so many times.
  package mutating func isOne(of count: Int) -> Bool {
    number(in: 1...count) == 1
  }

  /// One of the values, of which there has to be one.
  package mutating func pick<Value>(_ values: [Value]) -> Value {
    values[number(in: 0...values.count - 1)]
  }

  /// A length that is mostly small, since most mistakes are made at the ends of short things.
  package mutating func length(upTo limit: Int) -> Int {
    number(in: 0...number(in: 0...number(in: 0...limit)))
  }

  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
  }

  /// The bytes in pieces of random lengths, none of them empty.
  package mutating func pieces(of bytes: [UInt8], atMost count: Int) -> [ArraySlice<UInt8>] {
    guard !bytes.isEmpty else { return [] }
    // Mostly anywhere, and now and then close to the end, where parsers wait for little more.
    let cuts = (1..<max(count, 2)).map { _ in
      number(in: (isOne(of: 4) ? max(0, bytes.count - 20) : 0)...bytes.count)
    }
    let edges = Set(cuts + [0, bytes.count]).sorted()
    return zip(edges, edges.dropFirst()).map { bytes[$0..<$1] }
  }
}
