import Foundation
import XCTest

@testable import MemoriesKit

final class RedactionTests: XCTestCase {
  private let key = "sk-mavi-0123456789"
  private let mark = "[API key]"

  private func body(_ text: String, without key: String? = nil) -> String {
    String(decoding: Redaction(of: key ?? self.key).body(Data(text.utf8)), as: UTF8.self)
  }

  func testTheKeyIsTakenOutWhereverItStands() {
    let places = [
      ("\(key) was refused", "\(mark) was refused"),
      ("the key \(key) was refused", "the key \(mark) was refused"),
      ("refused: \(key)", "refused: \(mark)"),
      ("\(key)", "\(mark)"),
      ("\(key)\(key), \(key)", "\(mark)\(mark), \(mark)"),
      ("sk-mavi-sk-mavi-0123456789", "sk-mavi-\(mark)"),
      ("\u{0}\(key)\u{0}", "\u{0}\(mark)\u{0}"),
    ]
    for (found, cleaned) in places {
      XCTAssertEqual(Redaction(of: key).text(found), cleaned)
      XCTAssertEqual(body(found), cleaned)
    }
  }

  func testAnAccentBehindTheKeyDoesNotHideIt() {
    // The mark joins the key's last letter to one character, so that the texts are not equal.
    let found = "\(key)\u{301} and \(key)\u{200D}"
    XCTAssertFalse(Redaction(of: key).text(found).unicodeScalars.contains("9"))
    XCTAssertFalse(body(found).unicodeScalars.contains("9"))
  }

  func testAKeyThatJSONEscapesIsTakenOutToo() {
    let key = "sk/mavi=1"
    for escaped in [#"sk\/mavi=1"#, #"sk/mavi\u003d1"#, #"\u0073k\/mavi\u003D1"#] {
      XCTAssertEqual(body(#"{"msg":"\#(escaped) \n"}"#, without: key), #"{"msg":"[API key] \n"}"#)
    }
    for other in [#"sk\/mavi=2"#, #"sk\mavi=1"#, #"sk\u002mavi=1"#, #"sk/mavi=\"#, #"\"#] {
      XCTAssertEqual(body(other, without: key), other)
    }
  }

  func testAKeyThatAnAddressEscapesIsTakenOutToo() {
    let key = "sk/mavi=1"
    for escaped in ["sk%2fmavi=1", "sk%252Fmavi%3d1", "%73%6b%2F%6d%61%76%69%3D%31"] {
      XCTAssertEqual(body("a=\(escaped)&b=%20", without: key), "a=[API key]&b=%20")
      XCTAssertEqual(Redaction(of: key).text("a=\(escaped)&b=%20"), "a=[API key]&b=%20")
    }
    for other in ["sk%2mavi=1", "sk%2Gmavi=1", "sk%2Fmavi%3", "%", "%7", "%25%73k/mavi=2"] {
      XCTAssertEqual(body(other, without: key), other)
    }
  }

  func testAKeyInJSONInsideJSONIsTakenOutToo() throws {
    let key = #"sk/mavi"1\2"#
    var text = key
    for _ in 0..<4 {
      text = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self)
      let cleaned = body(text, without: key)
      XCTAssertFalse(cleaned.contains("mavi"), cleaned)
      XCTAssertNoThrow(try JSONParser.parse(cleaned), cleaned)
    }
  }

  func testNoEscapeIsCutInTwo() throws {
    let escaped = #"\u0073k-mavi-0123456789"#
    for slashes in 0..<6 {
      let text = #"["\#(String(repeating: #"\"#, count: slashes * 2))\#(escaped)","\\","\\s"]"#
      XCTAssertNoThrow(try JSONParser.parse(text), text)
      let cleaned = body(text)
      XCTAssertNoThrow(try JSONParser.parse(cleaned), cleaned)
      XCTAssertTrue(cleaned.hasSuffix(#"\#(mark)","\\","\\s"]"#), cleaned)
    }
  }

  func testTheKeyIsFoundInAnyCaseInNames() {
    let redaction = Redaction(of: key)
    for name in [key, key.uppercased(), "x-\(key.capitalized)-x", "SK%2dMAVI-0123456789"] {
      XCTAssertTrue(redaction.isHeld(name), name)
    }
    for name in ["X-SK-MaVi-01aB", "x-sk-mavi-01ab"] {
      XCTAssertTrue(Redaction(of: "sk-MAVI-01Ab").isHeld(name), name)
    }
    XCTAssertFalse(redaction.isHeld("content-type"))
    XCTAssertFalse(Redaction(of: "any").isHeld("company"))
  }

  func testOverlappingKeysLeaveNoWholeOne() {
    XCTAssertEqual(Redaction(of: "abababab").text("ababababab"), "\(mark)ab")
    XCTAssertEqual(body("ababababab", without: "abababab"), "\(mark)ab")
  }

  func testAKeyThatOnlyATestCanHaveIsLeftAlone() {
    XCTAssertEqual(Redaction(of: "any").text("many companies"), "many companies")
    XCTAssertEqual(body("many companies", without: "any"), "many companies")
  }

  func testWhatHoldsNoKeyStaysAsItIs() {
    let others = [
      "", "s", "sk-mavi-", "sk-mavi-012345678", "SK-MAVI-0123456789", "k-mavi-0123456789",
    ]
    for text in others {
      XCTAssertEqual(Redaction(of: key).text(text), text)
      XCTAssertEqual(body(text), text)
    }
    let binary = Data([0xFF, 0xFE, 0x00, 0x73, 0x80])
    XCTAssertEqual(Redaction(of: key).body(binary), binary)
  }

  func testASliceIsReadFromItsOwnStart() {
    let slice = Data("xxxx\(key)yyyy".utf8).dropFirst(4).dropLast(4)
    XCTAssertEqual(Redaction(of: key).body(slice), Data(mark.utf8))
  }

  func testTheEndOfALargeBodyIsReached() {
    var large = Data(repeating: UInt8(ascii: "s"), count: 8 << 20)
    XCTAssertEqual(Redaction(of: key).body(large), large)
    large.append(Data(key.utf8))
    let cleaned = Redaction(of: key).body(large)
    XCTAssertEqual(cleaned.count, (8 << 20) + mark.utf8.count)
    XCTAssertEqual(cleaned.suffix(mark.utf8.count), Data(mark.utf8))
  }

  func testARedactionDoesNotShowWhatItHides() {
    var shown = "\(Redaction(of: key))"
    dump(Redaction(of: key), to: &shown)
    XCTAssertFalse(shown.contains(key), shown)
  }
}
