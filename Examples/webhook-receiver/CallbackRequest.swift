import Foundation
import MemoriesKit

/// An answer other than 200, before the body is read or after.
struct Refusal: Error, Equatable {
  let status: Int
  let reason: String
}

/// The head of a request that posts a callback.
///
/// A stranger writes it, so it is checked from the front, and the token before anything that a
/// stranger without it could learn from.
struct CallbackRequest {
  static let path = "/indexed"
  static let headLimit = 8 << 10
  static let bodyLimit = 64 << 10

  /// The number of bytes that follow the head.
  let bodyLength: Int

  init(head: Data, token: CallbackToken) throws(Refusal) {
    guard let text = String(data: head, encoding: .utf8) else {
      throw Refusal(status: 400, reason: "not text")
    }
    let lines = text.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else {
      throw Refusal(status: 400, reason: "not HTTP")
    }
    guard token.isIn(words[1]) else { throw Refusal(status: 403, reason: "no such token") }
    guard words[1].prefix(while: { $0 != "?" }) == Self.path else {
      throw Refusal(status: 404, reason: "no such path")
    }
    guard words[0] == "POST" else { throw Refusal(status: 405, reason: "not POST") }
    let fields = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        name: parts[0].lowercased(),
        value: parts.dropFirst().joined().trimmingCharacters(in: .whitespaces)
      )
    }
    // A space before the colon lets two servers read one head differently.
    guard fields.allSatisfy({ !$0.name.isEmpty && !$0.name.contains(where: \.isWhitespace) }) else {
      throw Refusal(status: 400, reason: "no names of fields")
    }
    let lengths = Set(fields.filter { $0.name == "content-length" }.map(\.value))
    guard !lengths.isEmpty, !fields.contains(where: { $0.name == "transfer-encoding" }) else {
      throw Refusal(status: 411, reason: "no length")
    }
    guard lengths.count == 1, let digits = lengths.first, !digits.isEmpty,
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { throw Refusal(status: 400, reason: "no length that is a number") }
    guard let length = Int(digits), length <= Self.bodyLimit else {
      throw Refusal(status: 413, reason: "too long")
    }
    bodyLength = length
  }
}
