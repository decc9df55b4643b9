import Foundation

/// Short, printable pieces of what a server sent, for errors and events.
enum Excerpt {
  static let limit = 300

  /// The beginning of a body: bounded, on one line, free of control characters.
  static func text(_ body: Data) -> String {
    // One byte more than the largest excerpt, so that a text that goes on is seen to do so.
    text(String(decoding: body.prefix(limit * 4 + 1), as: UTF8.self))
  }

  static func text(_ text: String) -> String {
    self.text(text, limit: limit)
  }

  /// Our own words with some of the server's among them, or another error's description.
  static func detail(_ text: String) -> String {
    self.text(text, limit: limit * 4)
  }

  private static func text(_ text: String, limit: Int) -> String {
    var printable = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit { return printable + "…" }
      let isSpace = scalar == " " || scalar.properties.isWhitespace
      if isSpace, printable.hasSuffix(" ") { continue }
      // Format characters are left out too: they could turn the rest of a line around.
      let isHidden = [.control, .format, .surrogate].contains(scalar.properties.generalCategory)
      printable.unicodeScalars.append(isSpace ? " " : isHidden ? "\u{FFFD}" : scalar)
      count += 1
    }
    return printable
  }

  /// A decoding error with the path to the member that could not be read.
  static func describe(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    let context: DecodingError.Context
    switch error {
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .keyNotFound(_, let found),
      .dataCorrupted(let found):
      context = found
    @unknown default:
      return "\(error)"
    }
    let path = context.codingPath.map(\.stringValue).joined(separator: ".")
    return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
  }
}
