extension SeededGenerator {
  /// Text that somebody could try: pieces with a meaning to some parser, and any scalars between.
  package mutating func text(upTo pieceCount: Int = 6, of pieces: [String] = []) -> String {
    var text = ""
    for _ in 0..<length(upTo: pieceCount) {
      switch number(in: 0...5) {
      case 0, 1: text += pick(pieces.isEmpty ? Self.hostilePieces : pieces)
      case 2: text += pick(Self.hostilePieces)
      case 3: text += word()
      case 4: text.unicodeScalars.append(scalar())
      default: text += String(repeating: String(scalar()), count: length(upTo: 12))
      }
    }
    return text
  }

  /// A few letters and digits.
  package mutating func word() -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_-")
    return String((0..<number(in: 1...8)).map { _ in pick(alphabet) })
  }

  /// A scalar of any of the planes, those that break parsers more often than others.
  package mutating func scalar() -> Unicode.Scalar {
    let range: ClosedRange<UInt32>
    switch number(in: 0...7) {
    case 0, 1: range = 0x20...0x7E
    case 2: range = 0...0x1F
    case 3: range = 0x7F...0xFF
    case 4: range = 0x300...0x36F
    case 5: range = 0x2000...0x206F
    case 6: range = 0...0xD7FF
    default: range = 0xE000...0x10FFFF
    }
    return Unicode.Scalar(UInt32.random(in: range, using: &self)) ?? "?"
  }

  /// One letter with more marks on it than a file name has bytes.
  package mutating func giantCharacter() -> String {
    pick(["a", "C", ".", "/", " "]) + String(repeating: "\u{301}", count: number(in: 100...300))
  }

  private static let hostilePieces = [
    "\r\n", "\r", "\n", "\0", "\t", "\"", "\\", "'", ";", "=", ":", "/", "..", ".", " ", "%", "%00",
    "%2F", "%zz", "+", "&", "?", "#", "@", ",", "<", ">", "|", "*", "\u{202E}", "\u{2028}",
    "\u{85}", "\u{FEFF}", "\u{200D}", "\u{301}", "\u{FFFE}", "\u{A0}", "é", "İ", "ﬁ", "日本", "🎬",
    "👩‍👩‍👧", "null", "CON", "0", "-1", "9223372036854775808",
  ]
}
