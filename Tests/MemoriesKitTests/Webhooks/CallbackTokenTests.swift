import Foundation
import MemoriesKit
import XCTest

final class CallbackTokenTests: XCTestCase {
  private let token = CallbackToken.random()

  private func url(_ text: String) throws -> URL { try XCTUnwrap(URL(string: text)) }

  func testARandomTokenHas256BitsAndIsNeverTheSame() throws {
    let tokens = (0..<100).map { _ in CallbackToken.random().text }
    XCTAssertEqual(Set(tokens).count, 100)
    for text in tokens {
      XCTAssertEqual(text.utf8.count, 43)
      XCTAssertEqual(CallbackToken(text)?.text, text)
    }
  }

  func testAWeakTokenIsRefused() {
    let shortest = String(repeating: "a", count: CallbackToken.minimumLength)
    XCTAssertNotNil(CallbackToken(shortest))
    XCTAssertNotNil(CallbackToken("AZaz09-_" + shortest))
    XCTAssertNotNil(CallbackToken(String(repeating: "a", count: 128)))
    XCTAssertNil(CallbackToken(""))
    XCTAssertNil(CallbackToken(String(shortest.dropFirst())))
    XCTAssertNil(CallbackToken(String(repeating: "a", count: 129)))
    for wrong in ["&", "=", "%41", " ", "\n", "é", "/", "+", "#", "[", "@", "`", "{"] {
      XCTAssertNil(CallbackToken(shortest + wrong), wrong)
    }
  }

  func testTheURLHasTheTokenAndKeepsTheRest() throws {
    for (before, after) in [
      ("https://example.com", "https://example.com?token=T"),
      ("https://example.com/a?b=c%26d&e", "https://example.com/a?b=c%26d&e&token=T"),
      ("https://example.com/a?", "https://example.com/a?token=T"),
      ("https://example.com/?token=old&b=c&token", "https://example.com/?b=c&token=T"),
      ("http://127.0.0.1:80/a#part", "http://127.0.0.1:80/a?token=T#part"),
    ] {
      let with = token.url(for: try url(before))
      XCTAssertEqual(
        with.absoluteString, after.replacingOccurrences(of: "=T", with: "=" + token.text))
      XCTAssertTrue(token.isIn(with.absoluteString), before)
      XCTAssertEqual(token.url(for: with), with, "twice is once")
    }
  }

  func testARelativeURLBecomesAWholeOne() throws {
    let base = try url("https://example.com/a/")
    let relative = try XCTUnwrap(URL(string: "b", relativeTo: base))
    XCTAssertEqual(
      token.url(for: relative).absoluteString, "https://example.com/a/b?token=\(token.text)")
  }

  func testItFindsItselfInTheTargetOfARequest() {
    XCTAssertTrue(token.isIn("/indexed?token=\(token.text)"))
    XCTAssertTrue(token.isIn("/?a=b&token=\(token.text)&c"))
    XCTAssertTrue(token.isIn("?token=\(token.text)#part"))
  }

  func testEverythingElseIsRefused() {
    let text = token.text
    let last = text.last == "A" ? "B" : "A"
    for target in [
      "", "/", "?", "/?", "token=\(text)", "/\(text)", "/?\(text)", "/?token", "/?token=",
      "/?token=\(text.dropLast())", "/?token=\(text.dropFirst())", "/?token=\(text)A",
      "/?token=A\(text)", "/?token=\(text.dropLast())\(last)", "/?token=\(text)%00",
      "/?Token=\(text)", "/?atoken=\(text)", "/?token%3D\(text)", "/#?token=\(text)",
      "/?token=\(text)&token=\(text)", "/?token=\(text)&token", "/?token==\(text)",
      "/?token=\(text) HTTP/1.1", "/?token=\(CallbackToken.random().text)",
      "/?token=\(text.lowercased())?",
    ] {
      XCTAssertFalse(token.isIn(target), target)
    }
  }

  func testTokensAreEqualWhenTheirTextIs() throws {
    XCTAssertEqual(CallbackToken(token.text), token)
    XCTAssertNotEqual(CallbackToken.random(), token)
    XCTAssertNotEqual(CallbackToken(token.text + "A"), token)
    XCTAssertNotEqual(CallbackToken(String(token.text.dropLast())), token)
  }

  func testNothingShowsTheToken() {
    var dumped = ""
    dump(token, to: &dumped)
    dump(["a": token], to: &dumped)
    for text in ["\(token)", String(reflecting: token), String(describing: [token]), dumped] {
      XCTAssertFalse(text.contains(token.text), text)
    }
    XCTAssertEqual("\(token)", "[callback token]")
  }
}
