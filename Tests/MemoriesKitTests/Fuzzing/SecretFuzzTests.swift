import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

// Invariant: a secret of any characters is found in any text, whatever was escaped on its way there
// and how often; and what was JSON stays JSON.
final class SecretFuzzTests: XCTestCase {
  func testASecretIsFoundHoweverTheTextAroundItIsEscaped() throws {
    try FuzzRun("secrets", cases: 1200).check { generator in
      let secret = generator.nasty(8...16)
      let escapes = generator.escapes()
      // The first escape may be of any character, those outside it are only of what has to be.
      let pieces = [generator.nasty(0...8), secret, generator.nasty(0...8)].map { piece in
        escapes.dropFirst().reduce(generator.escaped(piece, for: escapes[0], isEager: true)) {
          generator.escaped($0, for: $1, isEager: false)
        }
      }
      let text = pieces.joined()
      let found = Secret(secret).replaced(in: Data(text.utf8), with: "[key]")
      let cleaned = try XCTUnwrap(found, "\(secret) in \(text), which is \(escapes)")
      let rest = String(decoding: cleaned, as: UTF8.self)
      try require(!rest.contains(pieces[1]), "\(secret) is left in \(rest)")
      // Of backslashes in a row nobody can say which of them are the secret's last one.
      if escapes.last == .json, !secret.hasSuffix("\\") {
        try require(
          (try? JSONParser.parse("\"\(rest)\"")) != nil, "\(text) without \(secret) is \(rest)")
      }
    }
  }

  func testASecretThatIsNotEscapedIsFoundWhateverStandsAround() throws {
    try FuzzRun("plain secrets", cases: 1200).check { generator in
      let secret = generator.nasty(3...8)
      let text = generator.nasty(0...8) + secret + generator.nasty(0...8)
      let found = Secret(secret).replaced(in: Data(text.utf8), with: "[key]")
      try require(found != nil, "\(secret) in \(text)")
    }
  }
}

private enum Escape {
  case json, address, html
}

extension SeededGenerator {
  /// A text that looks as if it had escapes in it, or parts of some.
  fileprivate mutating func nasty(_ length: ClosedRange<Int>) -> String {
    let characters = Array("\\\\%%&&;#ux02254amp; +/\"<'éQz")
    return String((0..<number(in: length)).map { _ in pick(characters) })
  }

  fileprivate mutating func escapes() -> [Escape] {
    let escapes = (0..<number(in: 1...3)).map { _ in pick([Escape.json, .address, .html]) }
    // An address escapes the semicolons of entities too, and nobody puts a page into one.
    guard let page = escapes.firstIndex(of: .html) else { return escapes }
    return Array(escapes[...page]) + escapes[page...].filter { $0 != .address }
  }

  fileprivate mutating func escaped(_ text: String, for escape: Escape, isEager: Bool) -> String {
    text.unicodeScalars.map { scalar in
      let isChosen = isEager && isOne(of: 3)
      let code = String(scalar.value, radix: 16)
      switch escape {
      case .json:
        if "\"\\".unicodeScalars.contains(scalar), !isChosen { return "\\\(scalar)" }
        if scalar == "/", isOne(of: 2) { return "\\/" }
        guard isChosen || "&<\"\\".unicodeScalars.contains(scalar) else { return "\(scalar)" }
        return "\\u" + String(repeating: "0", count: 4 - code.count) + code
      case .address:
        if scalar == " ", isOne(of: 2) { return "+" }
        if !isChosen, scalar.isASCII, scalar.properties.isAlphabetic || "0"..."9" ~= scalar {
          return "\(scalar)"
        }
        return scalar.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      case .html:
        let names = ["&": "&amp;", "<": "&lt;", "\"": "&quot;", "'": "&#39;"]
        if let name = names["\(scalar)"] { return name }
        return isChosen ? "&#x\(code);" : "\(scalar)"
      }
    }.joined()
  }
}
