import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class JSONParserTests: XCTestCase {
  func testReadsEveryKindOfValue() throws {
    let value = try JSONParser.parse(#" {"a":[null,true,false,-1.50e+3,"x",{},[]]} "#)
    let number = try XCTUnwrap(JSONValue.Number("-1.50e+3"))
    XCTAssertEqual(
      value,
      .object(
        JSONValue.Object([
          .init(
            name: "a",
            value: .array([
              .null, .bool(true), .bool(false), .number(number), .string("x"),
              .object(JSONValue.Object()), .array([]),
            ]))
        ])))
  }

  func testReadsDataAsWellAsText() throws {
    XCTAssertEqual(try JSONParser.parse(Data("[1]".utf8)), try JSONParser.parse("[1]"))
    // A slice of data does not begin at index 0.
    XCTAssertEqual(try JSONParser.parse(Data("xx7".utf8)[2...]).int64, 7)
  }

  func testToleratesAByteOrderMarkOnlyAtTheStart() throws {
    XCTAssertEqual(try JSONParser.parse(Data([0xEF, 0xBB, 0xBF] + Array("1".utf8))).int64, 1)
    XCTAssertThrowsError(try JSONParser.parse(Data(Array("1".utf8) + [0xEF, 0xBB, 0xBF])))
  }

  func testKeepsNumbersAsWritten() throws {
    for text in [
      "0", "-0", "0.0", "-0.10", "1e400", "1E-7", "12e+05", "671631448308117500",
      "18446744073709551616", "0.1000000000000000055511151231257827",
    ] {
      guard case .number(let number) = try JSONParser.parse(text) else {
        XCTFail(text)
        continue
      }
      XCTAssertEqual(number.text, text)
    }
  }

  func testResolvesEscapes() throws {
    let cases: [(String, String)] = [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
      (#""\u0041\u00e9\u20AC""#, "Aé€"),
      (#""\ud83d\ude00""#, "😀"),
      (#""a\ud83d\ude00b\\u0041""#, "a😀b\\u0041"),
      (#""\u0000""#, "\0"),
      (#""\uFFFF""#, "\u{FFFF}"),
      (
        #""plain text longer than fifteen bytes \n and on""#,
        "plain text longer than fifteen bytes \n and on"
      ),
    ]
    for (text, expected) in cases {
      XCTAssertEqual(try JSONParser.parse(text), .string(expected), text)
    }
  }

  func testReadsUnicodeOfEveryLengthAtEveryAlignment() throws {
    for character in ["é", "€", "😀", "\u{7F}", "\u{10FFFF}", "\u{800}", "\u{D7FF}", "\u{E000}"] {
      for padding in 0..<17 {
        let text = String(repeating: "a", count: padding) + character + "tail"
        XCTAssertEqual(try JSONParser.parse("\"\(text)\""), .string(text))
      }
    }
  }

  func testSaysWhatIsWrongAndWhere() {
    let cases: [(String, Int, JSONValue.SyntaxError.Reason)] = [
      ("", 0, .unexpectedEnd),
      ("  ", 2, .unexpectedEnd),
      ("{", 1, .unexpectedEnd),
      ("[", 1, .unexpectedEnd),
      ("[1", 2, .unexpectedEnd),
      ("[1,", 3, .unexpectedEnd),
      ("[1,]", 3, .unexpectedByte),
      ("[,1]", 1, .unexpectedByte),
      ("[1 2]", 3, .unexpectedByte),
      ("[1}", 2, .unexpectedByte),
      ("{\"a\"", 4, .unexpectedEnd),
      ("{\"a\":", 5, .unexpectedEnd),
      ("{\"a\":1", 6, .unexpectedEnd),
      ("{\"a\":1,}", 7, .unexpectedByte),
      ("{\"a\" 1}", 5, .unexpectedByte),
      ("{a:1}", 1, .unexpectedByte),
      ("{1:1}", 1, .unexpectedByte),
      ("{'a':1}", 1, .unexpectedByte),
      ("{\"a\":1,,\"b\":2}", 7, .unexpectedByte),
      ("tru", 3, .unexpectedEnd),
      ("trye", 2, .unexpectedByte),
      ("nul", 3, .unexpectedEnd),
      ("False", 0, .unexpectedByte),
      ("NaN", 0, .unexpectedByte),
      ("<html>", 0, .unexpectedByte),
      ("// note\n1", 0, .unexpectedByte),
      ("1 2", 2, .trailingContent),
      ("{}]", 2, .trailingContent),
      ("truely", 4, .trailingContent),
      ("01", 1, .malformedNumber),
      ("-01", 2, .malformedNumber),
      ("00", 1, .malformedNumber),
      ("-", 1, .unexpectedEnd),
      ("-a", 1, .malformedNumber),
      ("+1", 0, .unexpectedByte),
      (".5", 0, .unexpectedByte),
      ("1.", 2, .unexpectedEnd),
      ("1.e3", 2, .malformedNumber),
      ("1e", 2, .unexpectedEnd),
      ("1e+", 3, .unexpectedEnd),
      ("[1e]", 3, .malformedNumber),
      ("0x10", 1, .trailingContent),
      ("\"abc", 4, .unexpectedEnd),
      ("\"abc\\", 5, .unexpectedEnd),
      ("\"a\nb\"", 2, .controlCharacter),
      ("\"a\nbcdefghijklmn\"", 2, .controlCharacter),
      ("\"123456789\u{1F}\"", 10, .controlCharacter),
      ("\"a\u{0}\"", 2, .controlCharacter),
      (#""a\x""#, 2, .malformedEscape),
      (#""\u12G4""#, 1, .malformedEscape),
      (#""\u12"#, 5, .unexpectedEnd),
      (#""\uD83D""#, 1, .loneSurrogate),
      (#""\uDE00""#, 1, .loneSurrogate),
      (#""\uD83Dx""#, 1, .loneSurrogate),
      (#""\uD83D\n""#, 1, .loneSurrogate),
      (#""\uD83D\uD83D""#, 1, .loneSurrogate),
      (#""a\uDE00\uD83D""#, 2, .loneSurrogate),
    ]
    for (text, offset, reason) in cases {
      assertFailure(Array(text.utf8), at: offset, reason)
    }
  }

  func testRefusesBytesThatAreNotUTF8() {
    let cases: [([UInt8], Int, JSONValue.SyntaxError.Reason)] = [
      ([0x80], 1, .invalidUTF8),
      ([0xFF], 1, .invalidUTF8),
      ([0xC0, 0xAF], 1, .invalidUTF8),
      ([0xC3, 0x28], 1, .invalidUTF8),
      ([0xE0, 0x80, 0x80], 1, .invalidUTF8),
      ([0xED, 0xA0, 0x80], 1, .invalidUTF8),
      ([0xF0, 0x80, 0x80, 0x80], 1, .invalidUTF8),
      ([0xF4, 0x90, 0x80, 0x80], 1, .invalidUTF8),
      ([0xF5, 0x80, 0x80, 0x80], 1, .invalidUTF8),
      (Array("abcdefghi".utf8) + [0xE2, 0x82], 10, .invalidUTF8),
    ]
    for (bytes, offset, reason) in cases {
      assertFailure([0x22] + bytes + [0x22], at: offset, reason)
    }
    assertFailure([0x22, 0xE2, 0x82], at: 3, .unexpectedEnd)
    assertFailure([0x5B, 0xC3, 0xA9], at: 1, .unexpectedByte)
    // UTF-16, as some gateways send.
    assertFailure([0xFF, 0xFE, 0x7B, 0x00], at: 0, .unexpectedByte)
  }

  func testRefusesEveryCutOfADocumentedAnswer() throws {
    let bytes = Array(JSONDocumentedAnswers.upload.utf8)
    for length in 0..<bytes.count {
      XCTAssertThrowsError(try JSONParser.parse(Data(bytes[..<length])), "\(length)") { error in
        XCTAssertEqual((error as? JSONValue.SyntaxError)?.reason, .unexpectedEnd)
        XCTAssertEqual((error as? JSONValue.SyntaxError)?.offset, length)
      }
    }
  }

  func testNestsAsDeepAsAllowedOnTheSmallestUsualStack() throws {
    let opening = #"{"a":["#
    let closing = "]}"
    let half = JSONParser.maximumDepth / 2
    let deepest = String(repeating: opening, count: half) + String(repeating: closing, count: half)
    let outcome = Locked<String?>(nil)
    let finished = expectation(description: "finished")
    let thread = Thread {
      // Compared and written as well, because these walk down too.
      let value = try? JSONParser.parse(deepest)
      let text = value == (try? JSONParser.parse(deepest)) ? value?.text() : nil
      outcome.withLock { $0 = text }
      finished.fulfill()
    }
    // A sanitizer's frames are several times as large.
    thread.stackSize = (MemoryMeter.isSanitized ? 4096 : 256) * 1024
    thread.start()
    wait(for: [finished], timeout: 60)
    XCTAssertEqual(outcome.withLock { $0 }, deepest)
  }

  func testRefusesDeeperNesting() {
    let depth = JSONParser.maximumDepth
    assertFailure(Array(repeating: 0x5B, count: 1_000_000), at: depth, .tooDeep)
    assertFailure(
      Array(String(repeating: #"{"a":"#, count: depth + 1).utf8), at: depth * 5, .tooDeep)
    // Many in a row are not deep.
    XCTAssertNoThrow(
      try JSONParser.parse("[" + String(repeating: "[[]],", count: 2 * depth) + "{}]"))
  }

  func testRefusesMoreValuesThanAnyAnswerHas() throws {
    let list = Data("[1,[2],{\"a\":3}]".utf8)
    XCTAssertNoThrow(try JSONParser.parse(list, maximumValueCount: 6))
    XCTAssertThrowsError(try JSONParser.parse(list, maximumValueCount: 5)) {
      XCTAssertEqual(
        $0 as? JSONValue.SyntaxError, JSONValue.SyntaxError(offset: 12, reason: .tooMany))
    }
  }

  func testALargeObjectDoesNotMakeSmallOnesLarge() throws {
    let large = "{" + (0..<32).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    let deep = String(repeating: #"{"":"#, count: 100) + "0" + String(repeating: "}", count: 100)
    let pair = "\(large),\(deep)"
    let list = Array(repeating: pair, count: 1000).joined(separator: ",")
    let meter = MemoryMeter()
    let value = try JSONParser.parse("[\(list)]")
    let rise = try XCTUnwrap(meter.rise ?? 0)
    XCTAssertEqual(value.array?.count, 2000)
    if !MemoryMeter.isSanitized { XCTAssertLessThan(rise, 64 << 20) }
  }

  func testReadsEveryDocumentedAnswer() throws {
    for text in JSONDocumentedAnswers.all {
      XCTAssertNoThrow(try JSONParser.parse(text), text)
    }
    let upload = try JSONParser.parse(JSONDocumentedAnswers.upload)
    XCTAssertEqual(upload["code"], .string("0000"))
    XCTAssertEqual(upload["data"]?["videoNo"]?.string, "VI568102998803353600")
  }

  /// Damaged answers are read or refused, and what is read survives writing and reading again.
  func testSurvivesDamagedAnswers() {
    var generator = SplitMix(state: 20_260_720)
    let bodies = JSONDocumentedAnswers.all.map { Array($0.utf8) }
    let snippets = ["\"", "\\", "{", "}", "[", "]", ",", "null", "\\ud83d", "1e9", "\u{2028}"]
    var accepted = 0
    for _ in 0..<4000 {
      var bytes = bodies.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.removeSubrange(place...)
        case 3: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
        default:
          let snippet = snippets.randomElement(using: &generator) ?? ""
          bytes.insert(contentsOf: snippet.utf8, at: place)
        }
      }
      guard let value = try? JSONParser.parse(Data(bytes)) else { continue }
      accepted += 1
      XCTAssertEqual(try? JSONParser.parse(value.text()), value)
      XCTAssertNoThrow(
        try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed),
        "accepts too much")
    }
    XCTAssertGreaterThan(accepted, 100)
    XCTAssertLessThan(accepted, 3900)
  }

  private func assertFailure(
    _ bytes: [UInt8], at offset: Int, _ reason: JSONValue.SyntaxError.Reason,
    file: StaticString = #filePath, line: UInt = #line
  ) {
    let text = String(decoding: bytes.prefix(60), as: UTF8.self)
    XCTAssertThrowsError(try JSONParser.parse(Data(bytes)), text, file: file, line: line) {
      XCTAssertEqual(
        $0 as? JSONValue.SyntaxError, JSONValue.SyntaxError(offset: offset, reason: reason), text,
        file: file, line: line)
    }
  }
}

/// A generator that gives the same numbers in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
