import Foundation

extension Secret {
  /// What a secret turns into when a text that holds it is written in base64.
  ///
  /// Three bytes become four characters, so a secret looks different depending on where it begins.
  /// Of each the middle is looked for, which does not depend on its neighbours.
  package static func inBase64(_ text: String) -> [Secret] {
    let middles = (0..<3).map { offset in
      let bytes = Data(repeating: 0, count: offset) + Data(text.utf8)
      let written = bytes.base64EncodedString().prefix(bytes.count * 8 / 6)
      return String(written.dropFirst((offset * 8 + 5) / 6))
    }
    let spellings = middles + middles.map { $0.replacing("+", with: "-").replacing("/", with: "_") }
    // What is shorter than this turns up by chance.
    return Set(spellings.filter { $0.count >= 8 }).map { Secret($0) }
  }
}
