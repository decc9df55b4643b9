import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

// Invariant: whatever `Content-Disposition` and fall-back name say, the file name is one component
// of a path that no system takes for anything else: not empty, not hidden, no device, at most 255
// bytes, no separator, control character or mark that turns text around.
final class FileNameFuzzTests: XCTestCase {
  func testEveryHeaderGivesASafeName() throws {
    try FuzzRun("file names", cases: 3000).check { generator in
      let header = generator.disposition()
      let fallback = generator.isOne(of: 2) ? generator.fileName() : nil
      let suggested = ContentDisposition(header).fileName
      try require(suggested?.unicodeScalars.count ?? 0 <= 8192, "an endless name")
      let name = SafeFileName(firstOf: suggested, fallback).text
      try check(name)
      try require(
        SafeFileName(firstOf: name).text == name, "\(name.debugDescription) changes again")
    }
  }

  func testANameThatWasQuotedIsReadBack() throws {
    try FuzzRun("quoted file names", cases: 1000).check { generator in
      let name = "a" + generator.fileName()
      let quoted = name.unicodeScalars.reduce(into: "") { text, scalar in
        if scalar == "\"" || scalar == "\\" { text += "\\" }
        text.unicodeScalars.append(scalar)
      }
      // ASCII in front, so that nothing looks like UTF-8 that was read as Latin-1.
      let marked = name.unicodeScalars.contains { $0.value > 0xFF } || name.allSatisfy(\.isASCII)
      let read = ContentDisposition("attachment; filename=\"\(quoted)\"; x=y").fileName
      if marked {
        try require(read?.unicodeScalars.elementsEqual(name.unicodeScalars) == true, quoted)
      }

      let encoded = name.utf8.map { String(format: "%%%02X", $0) }.joined()
      let starred = ContentDisposition("attachment; filename=b; filename*=utf-8''\(encoded)")
      try require(
        starred.fileName?.unicodeScalars.elementsEqual(name.unicodeScalars) == true, encoded)
    }
  }

  private func check(_ name: String) throws {
    let shown = name.debugDescription
    try require(!name.isEmpty && name.utf8.count <= 255, "\(name.utf8.count) bytes: \(shown)")
    try require(!name.utf8.starts(with: ".".utf8), "hidden: \(shown)")
    for scalar in name.unicodeScalars {
      try require(!"/\\:<>\"|?*".unicodeScalars.contains(scalar), "a separator in \(shown)")
      let joins = scalar == "\u{200C}" || scalar == "\u{200D}"
      let category = scalar.properties.generalCategory
      let isInvisible = [.control, .format, .lineSeparator, .paragraphSeparator].contains(category)
      try require(joins || !isInvisible, "an invisible character in \(shown)")
    }
    let last = try XCTUnwrap(name.unicodeScalars.last)
    try require(last != "." && !last.properties.isWhitespace, "ends badly: \(shown)")
    let stem = name.split(separator: ".").first.map { $0.lowercased() } ?? ""
    let bare = stem.trimmingCharacters(in: .whitespaces)
    try require(
      bare.wholeMatch(of: /con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³]/) == nil,
      "a device: \(shown)")
  }
}

extension SeededGenerator {
  fileprivate mutating func fileName() -> String {
    let pieces = [
      "..", "/", "\\", ".mp4", "movie", "CON", "nul", "COM1", "lpt¹", "aux.", " ", ".", "\u{202E}",
      "\u{200D}", ":", "~", "\0", String(repeating: "ä", count: 120),
    ]
    var name = text(upTo: 6, of: pieces)
    if isOne(of: 6) { name += giantCharacter() + text(upTo: 2, of: pieces) }
    return name
  }

  fileprivate mutating func disposition() -> String {
    let name = fileName()
    let encoded = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let header: String
    switch number(in: 0...5) {
    case 0: header = "attachment; filename=\(name)"
    case 1: header = "attachment; filename=\"\(name)\""
    case 2: header = "inline;filename*=UTF-8''\(encoded)"
    case 3: header = "attachment; filename=a.mp4; FileName* = iso-8859-1'en'\(encoded)"
    case 4: header = name
    default: header = text(upTo: 20, of: ["filename", "*", "=", ";", "\"", "\\", "UTF-8''", "%2e"])
    }
    guard isOne(of: 3) else { return header }
    let words = ["filename=", "filename*=UTF-8''", "\"", "\\", ";", "%2F", "%2E%2E", "'"]
    return String(decoding: mutated(Array(header.utf8), words: words), as: UTF8.self)
  }
}
