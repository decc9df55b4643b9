/// The rules for header fields that users set.
enum HeaderField {
  /// Why a field cannot be sent; nil when it can.
  static func problem(_ name: String, _ value: String) -> String? {
    guard isName(name), isValue(value) else { return "a header cannot be sent as it is" }
    return reserved.contains(name.lowercased()) ? "the header \(name) is set by the client" : nil
  }

  private static let reserved: Set<String> = [
    "authorization", "content-length", "content-type", "transfer-encoding", "host", "accept",
    "accept-encoding", "connection", "expect", "user-agent",
  ]

  private static func isName(_ name: String) -> Bool {
    let marks = Set("!#$%&'*+-.^_`|~".utf8)
    return !name.isEmpty
      && name.utf8.allSatisfy { byte in
        marks.contains(byte) || (byte < 0x80 && Character(UnicodeScalar(byte)).isLetter)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
  }

  private static func isValue(_ value: String) -> Bool {
    value.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 }
  }
}
