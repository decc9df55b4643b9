/// Encodes text for its place in a URL or a form.
enum PercentEncoding {
  /// `name=value` pairs for the query of a URL, in the order given.
  ///
  /// Slashes stay as they are: a query allows them, and the paths of stored blobs need them. All
  /// other characters that are not unreserved are encoded.
  static func query(_ fields: [MemoriesRequest.Field]) -> String {
    fields
      .map { encode($0.name, isSafeInQuery) + "=" + encode($0.value, isSafeInQuery) }
      .joined(separator: "&")
  }

  /// The body of an `application/x-www-form-urlencoded` request, as browsers write it.
  static func form(_ fields: [MemoriesRequest.Field]) -> String {
    fields
      .map { encodeForForm($0.name) + "=" + encodeForForm($0.value) }
      .joined(separator: "&")
  }

  /// Encodes one component of a path, so that the text cannot reach another path.
  static func pathComponent(_ text: String) -> String {
    // `%2E%2E` will not do: URL parsers take it for `..` and go up. Encoded twice, it names
    // something that no server has, as it should.
    if text == "." || text == ".." {
      return text.replacing(".", with: "%252E")
    }
    // A path may contain these two, and some services use words with them: `/videos/1:transcribe`.
    return encode(text) { isUnreserved($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") }
  }

  private static func encodeForForm(_ text: String) -> String {
    encode(text) { isAlphanumeric($0) || " *-._".utf8.contains($0) }.replacing(" ", with: "+")
  }

  private static func encode(_ text: String, _ isSafe: (UInt8) -> Bool) -> String {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isSafe(byte) {
        encoded.append(byte)
      } else {
        encoded += escape(byte)
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// The escape of a byte: `%` and two upper-case digits.
  static func escape(_ byte: UInt8) -> [UInt8] {
    [UInt8(ascii: "%"), hexadecimalDigits[Int(byte >> 4)], hexadecimalDigits[Int(byte & 0xF)]]
  }

  private static let hexadecimalDigits = Array("0123456789ABCDEF".utf8)

  private static func isSafeInQuery(_ byte: UInt8) -> Bool {
    isUnreserved(byte) || byte == UInt8(ascii: "/")
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "-._~".utf8.contains(byte)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default:
      false
    }
  }
}
