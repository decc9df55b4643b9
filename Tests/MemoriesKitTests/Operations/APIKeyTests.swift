import XCTest

@testable import MemoriesKit

final class APIKeyTests: XCTestCase {
  private let text = "sk-mavi-0123456789abcdef"

  func testAKeyIsSentAsItIs() throws {
    XCTAssertEqual(try APIKey(text).header, text)
  }

  func testWhiteSpaceAroundAKeyIsNotPartOfIt() throws {
    XCTAssertEqual(try APIKey(" \t\(text)\r\n").header, text)
    XCTAssertEqual(try APIKey(" \(text)\n"), try APIKey(text))
  }

  func testTextThatIsNoKeyIsRefusedWithoutBeingShown() async throws {
    let texts = [
      "", " ", "\n\t", "sk mavi", "sk-mavi\r\nX-Injected: 1", "sk-mavi\u{0}", "sk-mávi", "sk\u{7F}",
      "sk\u{200B}-mavi",
    ]
    for text in texts {
      let error = try await thrownMemoriesError { try APIKey(text) }
      XCTAssertEqual(error.kind, .notConfigured)
      XCTAssertEqual(error.outcome, .notSent)
      XCTAssertFalse("\(error)".contains("mavi"), "\(error)")
    }
  }

  func testAKeyCannotBeShown() throws {
    let key = try APIKey(text)
    var dumped = ""
    dump(key, to: &dumped)
    dump([key: [key]], to: &dumped)
    let shown = [
      "\(key)", String(describing: key), String(reflecting: key), "\([key])", "\(Optional(key)!)",
      "\(Redaction(of: key.header))", dumped, "\(Mirror(reflecting: key).children.map { "\($0)" })",
    ]
    for text in shown {
      XCTAssertFalse(text.contains(self.text), text)
      XCTAssertFalse(text.contains("0123456789"), text)
    }
    XCTAssertEqual("\(key)", "[API key]")
  }
}
