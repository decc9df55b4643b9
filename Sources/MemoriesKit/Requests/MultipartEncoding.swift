import Foundation

/// The boundary between the parts of a multipart body.
///
/// Content need not be searched for the boundary: 160 random bits do not occur in a video by
/// chance, and the author of a field cannot guess them.
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

/// The bytes around the contents of a multipart body.
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

  /// The end of a part.
  static let partEnd = Data("\r\n".utf8)

  /// The end of the body.
  static func end(boundary: MultipartBoundary) -> Data {
    Data("--\(boundary.text)--\r\n".utf8)
  }

  /// A name for use in quotes: UTF-8, with characters encoded that could end the string.
  ///
  /// Browsers encode the quote, CR and LF. This encodes more:
  /// - Every control character and the line separators of Unicode, which some servers take for the
  ///   end of a header.
  /// - The backslash. Some servers take it as it is, others as an escape. For the others, a
  ///   backslash at the end of a name would swallow the closing quote and what follows. For the
  ///   first, a doubled backslash would be two. Both read `%5C` alike.
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
