import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

// Invariant: a media type is one line of printable ASCII, `type/subtype` and parameters, whatever it
// was made of; and an answer to a download is a file exactly if its own type is not JSON.
final class MediaTypeFuzzTests: XCTestCase {
  func testOnlyWhatFitsAHeaderIsAMediaType() throws {
    let form = /[A-Za-z0-9!#$%&'*+.^_`|~-]+\/[A-Za-z0-9!#$%&'*+.^_`|~-]+(;[ -~]*)?/
    try FuzzRun("media types", cases: 1500).check { generator in
      let text = generator.mediaType()
      let isType = text.utf8.allSatisfy(Self.isPrintable) && text.wholeMatch(of: form) != nil
      let type = MediaSource.ContentType(rawValue: text)
      try require((type != nil) == isType, "\(text.debugDescription) is misjudged")
      try require(type == nil || type?.rawValue == text, text)

      let known = MediaSource.ContentType(
        fileName: generator.text(of: [".mp4", ".PNG", ".", "a", ".mp4\r\n"]))
      try require(MediaSource.ContentType(rawValue: known.rawValue) == known, known.rawValue)
    }
  }

  func testADownloadIsAFileUnlessItsTypeIsJSONOrAPage() async throws {
    let refusal = #"{"code":"0001","msg":"Resource does not exist","data":null}"#
    try await FuzzRun("types of downloads", cases: 200).check { generator in
      let type = generator.mediaType()
      let engine = ConductedEngine { _, exchange in
        exchange.answer(200, ["Content-Type": type], [refusal])
      }
      let call = try PreparedCall.test(expectsFile: true)
      var found: MemoriesError?
      do {
        let courier = Courier.conducted(by: engine)
        for try await _ in try await courier.chunks(of: call) {}
      } catch let error as MemoriesError {
        found = error
      }
      if Self.isNoFile(type) {
        try require(found?.kind == .notFound, "\(type.debugDescription) is taken for a file")
      } else {
        try require(found == nil, "\(type.debugDescription) is taken for an error")
      }
    }
  }

  private static func isPrintable(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte)
  }

  /// Up to the semicolon, without blanks around it, in any case of ASCII.
  private static func isNoFile(_ type: String) -> Bool {
    let isBlank: (Unicode.Scalar) -> Bool = {
      $0 == "\t" || $0.properties.generalCategory == .spaceSeparator
    }
    var essence = type.unicodeScalars.prefix { $0 != ";" }[...].drop(while: isBlank)
    while let last = essence.last, isBlank(last) { essence.removeLast() }
    let lowered = essence.map { ("A"..."Z").contains($0) ? $0.value | 0x20 : $0.value }
    let names = ["application/json", "text/json", "text/html", "application/xhtml+xml"]
    return names.contains { lowered.elementsEqual($0.unicodeScalars.map(\.value)) }
      || lowered.suffix(5).elementsEqual("+json".unicodeScalars.map(\.value))
  }
}

extension SeededGenerator {
  fileprivate mutating func mediaType() -> String {
    let pieces = [
      "application/json", "Application/JSON", "video/mp4", ";", "/", " ", "charset=utf-8", "\t",
      "application", "json", "\r\n", "+json", "\u{301}", ",", "\"", "text/html", "text/",
    ]
    switch number(in: 0...5) {
    case 0: return pick(["application/json", "APPLICATION/JSON"]) + text(upTo: 3, of: pieces)
    case 5:
      return pick(["application/", "TEXT/"]) + pick(["problem+json", "xhtml+xml", "X+JSON;"])
    case 1:
      return pick([" ", "", "\t"]) + "application/json" + pick([" ", ";", " ;", ";\u{301}", ""])
    case 2: return text(upTo: 5, of: pieces)
    default:
      let type = pick(["application/json", "video/mp4", "text/plain; charset=\"utf-8\""])
      return String(decoding: mutated(Array(type.utf8), words: pieces), as: UTF8.self)
    }
  }
}
