extension SeededGenerator {
  /// The bytes with a few accidents: flipped bits, other bytes, cuts, repetitions, swaps, and
  /// `words` that mean something to the reader in places where they should not be.
  ///
  /// The result is at most four times as long and some words more.
  package mutating func mutated(_ bytes: [UInt8], words: [String] = []) -> [UInt8] {
    var bytes = bytes
    let limit = bytes.count * 4 + 1024
    for _ in 0..<number(in: 1...4) where bytes.count < limit {
      mutate(&bytes, words: words)
    }
    return bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8], words: [String]) {
    let place = number(in: 0...bytes.count)
    switch number(in: 0...7) {
    case 0 where place < bytes.count:
      bytes[place] ^= 1 << UInt8(number(in: 0...7))
    case 1 where place < bytes.count:
      bytes[place] = UInt8(number(in: 0...255))
    case 2:
      bytes.removeSubrange(someRange(from: place, in: bytes))
    case 3:
      bytes.insert(contentsOf: bytes[someRange(from: place, in: bytes)], at: place)
    case 4:
      bytes.removeSubrange(place...)
    case 5 where !words.isEmpty:
      bytes.insert(contentsOf: pick(words).utf8, at: place)
    case 6 where !words.isEmpty:
      bytes.replaceSubrange(someRange(from: place, in: bytes), with: pick(words).utf8)
    default:
      bytes.insert(contentsOf: self.bytes(length(upTo: 8)), at: place)
    }
  }

  private mutating func someRange(from place: Int, in bytes: [UInt8]) -> Range<Int> {
    place..<place + length(upTo: bytes.count - place)
  }
}
