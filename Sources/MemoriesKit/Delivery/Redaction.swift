import Foundation

/// Takes a secret out of whatever a server may have echoed, before anyone can show it.
///
/// The secret is held by closures, because no mirror and no `dump` looks into those.
struct Redaction: Sendable {
  static let mark = "[API key]"

  let text: @Sendable (String) -> String
  let body: @Sendable (Data) -> Data

  init(of secret: String) {
    text = { Self.clean($0, of: secret) }
    body = { body in
      guard Self.contains(body, Array(secret.utf8)) else { return body }
      return Data(Self.clean(String(decoding: body, as: UTF8.self), of: secret).utf8)
    }
  }

  // Literally, because an accent behind the secret would join its last letter, and by characters
  // the secret would not be there any more.
  private static func clean(_ text: String, of secret: String) -> String {
    text.replacingOccurrences(of: secret, with: mark, options: .literal)
  }

  /// `Data.range(of:)` compares byte by byte, which an answer of some megabytes feels.
  private static func contains(_ body: Data, _ secret: [UInt8]) -> Bool {
    guard let first = secret.first else { return false }
    return body.withUnsafeBytes { bytes in
      guard var place = bytes.baseAddress else { return false }
      let end = place + bytes.count
      while end - place >= secret.count, let match = memchr(place, Int32(first), end - place) {
        let candidate = UnsafeRawPointer(match)
        guard end - candidate >= secret.count else { return false }
        if memcmp(candidate, secret, secret.count) == 0 { return true }
        place = candidate + 1
      }
      return false
    }
  }
}
