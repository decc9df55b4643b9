/// Compares names of members without underscores and without the case of ASCII letters.
enum JSONName {
  private static let underscore = UInt8(ascii: "_")

  /// A hash of the name: equal for names that match, different for nearly all others.
  static func fingerprint(of name: String) -> UInt32 {
    name.utf8.withContiguousStorageIfAvailable { fingerprint(of: $0) } ?? fingerprint(of: name.utf8)
  }

  /// Whether two names match.
  static func matches(_ first: String, _ second: String) -> Bool {
    var others = second.utf8.makeIterator()
    for byte in first.utf8 where byte != underscore {
      var other = others.next()
      while other == underscore { other = others.next() }
      guard let other, lowercase(other) == lowercase(byte) else { return false }
    }
    while let other = others.next() {
      if other != underscore { return false }
    }
    return true
  }

  @inline(__always)
  private static func fingerprint(of bytes: some Sequence<UInt8>) -> UInt32 {
    var sum: UInt32 = 0
    for byte in bytes where byte != underscore {
      sum = sum &* 31 &+ UInt32(lowercase(byte))
    }
    return sum
  }

  @inline(__always)
  private static func lowercase(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}
