import Foundation

/// The line between the parts of a multipart body.
///
/// 160 random bits are never met in a video, and whoever chooses the text of a field cannot guess
/// them, so no content has to be searched for the boundary.
struct MultipartBoundary: Sendable, Hashable {
  let text: String

  init() {
    var generator = SystemRandomNumberGenerator()
    self.init(using: &generator)
  }

  init(using generator: inout some RandomNumberGenerator) {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz012345".utf8)
    let characters = (0..<32).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] }
    text = "MemoriesKit-" + String(decoding: characters, as: UTF8.self)
  }
}

/// The bytes that stand around the contents of a multipart body.
enum MultipartEncoding {
  /// Everything from the boundary to the blank line before a part's content.
  static func head(of part: MemoriesRequest.Part, boundary: MultipartBoundary) -> Data {
    var head = "--\(boundary.text)\r\n"
    head += "Content-Disposition: form-data; name=\"\(quotable(part.name))\""
    let contentType: MediaSource.ContentType?
    switch part.content {
    case .text(_, let type):
      contentType = type
    case .media(_, let fileName, let type):
      head += "; filename=\"\(quotable(fileName))\""
      contentType = type
    }
    if let contentType { head += "\r\nContent-Type: \(contentType.rawValue)" }
    head += "\r\n\r\n"
    return Data(head.utf8)
  }

  /// What ends a part's content.
  static let partEnd = Data("\r\n".utf8)

  /// What ends the body.
  static func end(boundary: MultipartBoundary) -> Data {
    Data("--\(boundary.text)--\r\n".utf8)
  }

  /// A name as it may stand between quotes: UTF-8 as it is, what could end the string encoded.
  ///
  /// The quote, CR and LF are those that browsers encode. Beyond them:
  /// - Every control character and the line separators of Unicode, which some servers take for the
  ///   end of a header.
  /// - The backslash. Servers disagree whether it is itself or escapes what follows, and for the
  ///   second kind a name that ends in one would swallow the closing quote and what comes after.
  ///   Doubling it would give the first kind two; `%5C` is read alike by both.
  static func quotable(_ name: String) -> String {
    var encoded: [UInt8] = []
    for scalar in name.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      switch scalar {
      case "\"", "\\", "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        encoded += bytes.flatMap(PercentEncoding.escape)
      default:
        encoded += bytes
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
