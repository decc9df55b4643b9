import Foundation
import XCTest

@testable import MemoriesKit

final class MultipartEncodingTests: XCTestCase {
  private let boundary = MultipartBoundary()

  /// Names that somebody could try, and what a server is to read.
  private let names: [(name: String, read: String)] = [
    ("my_video.mp4", "my_video.mp4"),
    ("", ""),
    (" ", " "),
    ("a\"b.mp4", "a%22b.mp4"),
    ("\"", "%22"),
    ("\"\"\"", "%22%22%22"),
    ("a\"; filename=\"b.mp4", "a%22; filename=%22b.mp4"),
    ("a\"; name=\"video_no", "a%22; name=%22video_no"),
    ("a\"\r\nX-Evil: 1", "a%22%0D%0AX-Evil: 1"),
    ("a\r\n\r\nbody", "a%0D%0A%0D%0Abody"),
    ("a\nb", "a%0Ab"),
    ("a\rb", "a%0Db"),
    ("a\r\nb", "a%0D%0Ab"),
    ("\n\n", "%0A%0A"),
    ("a\r\n--MemoriesKit--", "a%0D%0A--MemoriesKit--"),
    ("a\0b.mp4", "a%00b.mp4"),
    ("a\tb.mp4", "a%09b.mp4"),
    ("a\u{B}b", "a%0Bb"),
    ("a\u{C}b", "a%0Cb"),
    ("a\u{1B}[31m", "a%1B[31m"),
    ("a\u{7F}b", "a%7Fb"),
    ("a\u{1C}b\u{1D}c\u{1E}d", "a%1Cb%1Dc%1Ed"),
    ("a\u{85}b", "a%C2%85b"),
    ("a\u{2028}b", "a%E2%80%A8b"),
    ("a\u{2029}b", "a%E2%80%A9b"),
    ("a\\", "a%5C"),
    ("a\\\"", "a%5C%22"),
    ("\\\\", "%5C%5C"),
    ("C:\\films\\movie.mp4", "C:%5Cfilms%5Cmovie.mp4"),
    ("../../etc/passwd", "../../etc/passwd"),
    ("a;b=c.mp4", "a;b=c.mp4"),
    ("a'b.mp4", "a'b.mp4"),
    ("100%.mp4", "100%.mp4"),
    ("a%22b.mp4", "a%22b.mp4"),
    ("UTF-8''x.mp4", "UTF-8''x.mp4"),
    ("=?UTF-8?B?YQ==?=", "=?UTF-8?B?YQ==?="),
    ("naïve.mp4", "naïve.mp4"),
    ("nai\u{308}ve.mp4", "nai\u{308}ve.mp4"),
    ("e\r\u{301}", "e%0D\u{301}"),
    ("\"\u{301}.mp4", "%22\u{301}.mp4"),
    ("\\\u{301}.mp4", "%5C\u{301}.mp4"),
    ("電影.mp4", "電影.mp4"),
    ("🎬👩‍👩‍👧.mp4", "🎬👩‍👩‍👧.mp4"),
    ("שלום\u{202E}4pm.exe", "שלום\u{202E}4pm.exe"),
    ("<script>.mp4", "<script>.mp4"),
    ("$(reboot)`id`.mp4", "$(reboot)`id`.mp4"),
    ("\u{FEFF}a.mp4", "\u{FEFF}a.mp4"),
    (String(repeating: "ä", count: 2000), String(repeating: "ä", count: 2000)),
  ]

  func testThereAreEnoughNames() {
    XCTAssertGreaterThanOrEqual(names.count, 40)
  }

  func testEveryNameIsReadBackByAStrictParser() throws {
    for (name, read) in names {
      let part = MemoriesRequest.Part(
        name, .data(Data(), fileName: name), contentType: .octetStream)
      let head = try PartHead(MultipartEncoding.head(of: part, boundary: boundary))
      XCTAssertEqual(head.boundary, boundary.text)
      XCTAssertEqual(
        head.parameters, [["name", read], ["filename", read]], name.debugDescription)
      XCTAssertEqual(head.contentType, "application/octet-stream")

      let field = try PartHead(
        MultipartEncoding.head(of: MemoriesRequest.Part(name, name), boundary: boundary))
      XCTAssertEqual(field.parameters, [["name", read]])
      XCTAssertNil(field.contentType)
    }
  }

  func testServersThatKnowEscapesAndThoseThatDoNotReadTheSame() {
    for (name, _) in names {
      XCTAssertFalse(MultipartEncoding.quotable(name).unicodeScalars.contains("\\"))
    }
  }

  func testServersThatSplitLinesAtOtherSeparatorsSeeNoFurtherLine() {
    for (name, _) in names {
      let lines = MultipartEncoding.quotable(name).split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      XCTAssertEqual(lines.count, 1, name.debugDescription)
    }
  }

  func testTheContentTypeOfAFileFollowsItsName() throws {
    let part = MemoriesRequest.Part("file", .data(Data(), fileName: "query.png"))
    let head = try PartHead(MultipartEncoding.head(of: part, boundary: boundary))
    XCTAssertEqual(head.contentType, "image/png")
  }

  func testABoundaryIsLegalAndNeverTheSame() {
    let boundaries = (0..<100).map { _ in MultipartBoundary().text }
    XCTAssertEqual(Set(boundaries).count, boundaries.count)
    for text in boundaries {
      XCTAssertLessThanOrEqual(text.utf8.count, 70)
      XCTAssertNotNil(text.wholeMatch(of: /[A-Za-z0-9-]+/))
    }
  }

  func testABoundaryFollowsFromItsGenerator() {
    var first = CountingGenerator()
    var second = CountingGenerator()
    XCTAssertEqual(MultipartBoundary(using: &first), MultipartBoundary(using: &second))
    XCTAssertNotEqual(MultipartBoundary(using: &first), MultipartBoundary())
  }
}

private struct CountingGenerator: RandomNumberGenerator {
  private var state: UInt64 = 0

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return state
  }
}

/// The head of a part, read byte by byte as RFC 7578 and RFC 2045 have it and not a bit otherwise.
private struct PartHead {
  struct Malformed: Error {}

  let boundary: String
  let parameters: [[String]]
  let contentType: String?

  init(_ head: Data) throws {
    var lines: [[UInt8]] = []
    var rest = Array(head)[...]
    while let end = rest.firstIndex(of: 13) {
      guard rest.index(after: end) < rest.endIndex, rest[end + 1] == 10 else { throw Malformed() }
      lines.append(Array(rest[..<end]))
      rest = rest[(end + 2)...]
    }
    guard rest.isEmpty, lines.count == 3 || lines.count == 4, lines.last == [],
      lines.dropLast().allSatisfy({ $0.allSatisfy { $0 >= 0x20 && $0 != 0x7F } })
    else { throw Malformed() }

    boundary = String(try Self.dropping("--", from: lines[0]))
    parameters = try Self.parameters(
      Self.dropping("Content-Disposition: form-data", from: lines[1]))
    contentType =
      lines.count == 4 ? String(try Self.dropping("Content-Type: ", from: lines[2])) : nil
  }

  private static func dropping(_ prefix: String, from line: [UInt8]) throws -> Substring {
    guard let text = String(bytes: line, encoding: .utf8), text.utf8.starts(with: prefix.utf8)
    else { throw Malformed() }
    return text[text.utf8.index(text.startIndex, offsetBy: prefix.utf8.count)...]
  }

  private static func parameters(_ text: Substring) throws -> [[String]] {
    var parameters: [[String]] = []
    var rest = Array(text.unicodeScalars)[...]
    while !rest.isEmpty {
      guard rest.starts(with: "; ".unicodeScalars) else { throw Malformed() }
      rest = rest.dropFirst(2)
      let name = rest.prefix { $0 != "=" }
      rest = rest[name.endIndex...]
      guard rest.starts(with: "=\"".unicodeScalars) else { throw Malformed() }
      rest = rest.dropFirst(2)
      let value = rest.prefix { $0 != "\"" }
      rest = rest[value.endIndex...]
      guard rest.popFirst() == "\"", !value.contains("\\") else { throw Malformed() }
      parameters.append([string(name), string(value)])
    }
    return parameters
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
