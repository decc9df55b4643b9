import Terminal

/// A piece of a page. A literal is markup; every text that is put into one is escaped, so nothing
/// that the service says can become markup.
struct HTML: Sendable, ExpressibleByStringInterpolation {
  private(set) var text: String

  init(stringLiteral markup: String) { text = markup }

  init(stringInterpolation pieces: Pieces) { text = pieces.text }

  struct Pieces: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ markup: String) { text += markup }

    mutating func appendInterpolation(_ piece: HTML?) { text += piece?.text ?? "" }

    mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { text += piece.text }
    }

    mutating func appendInterpolation(_ number: Int) { text += "\(number)" }

    /// A text, or the value of an attribute in double quotes.
    mutating func appendInterpolation(_ words: String) {
      // Videos in Base64 are long, and nothing in them needs a look.
      guard words.utf8.contains(where: { !Self.isHarmless($0) }) else { return text += words }
      for scalar in words.unicodeScalars {
        switch scalar {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        case "\n", "\t": text.unicodeScalars.append(scalar)
        // No page may contain them, and marks of writing direction would reach beyond their text.
        case _ where Terminal.isControl(scalar): text += "\u{FFFD}"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }

    private static func isHarmless(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "+")...UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: " "):
        true
      default: false
      }
    }
  }
}
