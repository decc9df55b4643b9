import Foundation

extension Secret {
  /// The forms of a secret inside text that is encoded in base64.
  ///
  /// Base64 encodes three bytes as four characters, so a secret has three forms, depending on its
  /// offset. This gives the middle of each form, which does not depend on the neighbours.
  package static func inBase64(_ text: String) -> [Secret] {
    let middles = (0..<3).map { offset in
      let bytes = Data(repeating: 0, count: offset) + Data(text.utf8)
      let written = bytes.base64EncodedString().prefix(bytes.count * 8 / 6)
      return String(written.dropFirst((offset * 8 + 5) / 6))
    }
    let spellings = middles + middles.map { $0.replacing("+", with: "-").replacing("/", with: "_") }
    // A shorter text would match by chance.
    return Set(spellings.filter { $0.count >= 8 }).map { Secret($0) }
  }
}
