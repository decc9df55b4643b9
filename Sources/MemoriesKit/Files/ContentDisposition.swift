import Foundation

/// The file name in a `Content-Disposition` header (RFC 6266, RFC 8187), as the server sent it.
///
/// The name may be anything; `SafeFileName` makes it safe.
struct ContentDisposition: Sendable, Hashable {
  let fileName: String?

  /// Reads a header. It skips malformed parameters, and everything after 8192 scalars.
  init(_ header: String) {
    var parser = Parser(header.unicodeScalars.prefix(8192))
    var plain: String?
    var extended: String?
    while let (name, value) = parser.nextParameter() {
      switch name {
      case "filename": plain = plain ?? value.map(Self.repaired)
      case "filename*": extended = extended ?? value.flatMap(Self.decodeExtended)
      default: break
      }
    }
    // The starred name is more exact; servers send the other one for old browsers.
    fileName = [extended, plain].compactMap { $0 }.first { !$0.isEmpty }
  }

  /// Decodes `UTF-8'en'na%C3%AFve.mp4`; returns nil unless every byte is valid.
  private static func decodeExtended(_ value: String) -> String? {
    let fields = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3, let bytes = percentDecoded(fields[2]) else { return nil }
    switch fields[0].lowercased() {
    case "utf-8": return String(bytes: bytes, encoding: .utf8)
    case "iso-8859-1": return latin1(bytes)
    default: return nil
    }
  }

  private static func percentDecoded(_ text: Substring) -> [UInt8]? {
    var decoded: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        let digits = rest.prefix(2)
        // Checks the digits first, because the conversion would also accept "+1".
        guard digits.count == 2, digits.allSatisfy(isHexadecimalDigit),
          let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
        else { return nil }
        decoded.append(value)
        rest = rest.dropFirst(2)
      case 0x21...0x7E:
        decoded.append(byte)
      default:
        return nil
      }
    }
    return decoded
  }

  private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    Character(Unicode.Scalar(byte)).isHexDigit
  }

  /// Repairs UTF-8 that was read as Latin-1, which HTTP still names as the default. Text that is
  /// meant as Latin-1 is almost never valid UTF-8.
  private static func repaired(_ name: String) -> String {
    let scalars = name.unicodeScalars
    guard scalars.contains(where: { !$0.isASCII }), scalars.allSatisfy({ $0.value <= 0xFF })
    else { return name }
    let bytes = scalars.map { UInt8(truncatingIfNeeded: $0.value) }
    return String(bytes: bytes, encoding: .utf8) ?? name
  }

  private static func latin1(_ bytes: [UInt8]) -> String {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: bytes.map { Unicode.Scalar($0) })
    return String(scalars)
  }
}

/// Reads `name=value` parameters one after the other, and skips what has no `=`.
private struct Parser {
  private var rest: Substring.UnicodeScalarView

  init(_ header: Substring.UnicodeScalarView) {
    rest = header
  }

  /// The next parameter, with its name in lower case; the value is nil when it is malformed.
  mutating func nextParameter() -> (name: String, value: String?)? {
    while !rest.isEmpty {
      let name = take { $0 != ";" && $0 != "=" }
      if rest.popFirst() == "=" {
        _ = take(while: isBlank)
        let value = rest.first == "\"" ? quotedString() : trimmed(take { $0 != ";" })
        _ = take { $0 != ";" }
        rest = rest.dropFirst()
        return (trimmed(name).lowercased(), value)
      }
    }
    return nil
  }

  /// Reads a quoted string; returns nil when the closing quote is missing.
  private mutating func quotedString() -> String? {
    rest = rest.dropFirst()
    var value = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"":
        return String(value)
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        value.append(escaped)
      default:
        value.append(scalar)
      }
    }
    return nil
  }

  private mutating func take(
    while isWanted: (Unicode.Scalar) -> Bool
  ) -> Substring.UnicodeScalarView {
    let taken = rest.prefix(while: isWanted)
    rest = rest[taken.endIndex...]
    return taken
  }

  private func trimmed(_ text: Substring.UnicodeScalarView) -> String {
    let start = text.drop(while: isBlank)
    guard let end = start.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(start[...end])
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t"
  }
}
