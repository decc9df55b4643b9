#if canImport(Glibc)
import XCTest

@testable import MemoriesKit

final class LibcurlHeadTests: XCTestCase {
  /// The head that the lines make, and how the reading of the last of them ended.
  private func read(_ lines: [String]) -> LibcurlHead.Reading {
    var head = LibcurlHead()
    var last = LibcurlHead.Reading.incomplete
    for line in lines { last = Array((line + "\r\n").utf8).withUnsafeBytes { head.read($0) } }
    return last
  }

  private func head(_ lines: String...) throws -> HTTPHead {
    guard case .complete(let head) = read(lines + [""]) else {
      throw CocoaError(.coderInvalidValue)
    }
    return head
  }

  func testNamesAndValuesAreTrimmed() throws {
    let head = try head("HTTP/1.1 404 Not Found", "X-One:  a b \t", "x-TWO:", "X-Three : c")
    XCTAssertEqual(head.status, 404)
    XCTAssertEqual(head.headers.fields, ["x-one": "a b", "x-two": "", "x-three": "c"])
  }

  func testFieldsOfOneNameAreJoinedAsFoundationJoinsThem() throws {
    let head = try head("HTTP/2 200", "Link: a", "Via: v", "link: b", " c")
    XCTAssertEqual(head.headers.fields, ["link": "a, b c", "via": "v"])
  }

  func testAnInterimAnswerLeavesNothingBehind() throws {
    let head = try head("HTTP/1.1 103 Early", "Link: a", "", "HTTP/1.1 200 OK", "X: b")
    XCTAssertEqual(head.status, 200)
    XCTAssertEqual(head.headers.fields, ["x": "b"])
  }

  func testTrailersChangeNothing() {
    var head = LibcurlHead()
    for line in ["HTTP/1.1 200 OK", ""] {
      _ = Array((line + "\r\n").utf8).withUnsafeBytes { head.read($0) }
    }
    XCTAssertTrue(head.isComplete)
    for line in ["HTTP/1.1 500 No", "X: a", ""] {
      guard case .incomplete = Array(line.utf8).withUnsafeBytes({ head.read($0) }) else {
        return XCTFail(line)
      }
    }
  }

  func testAValueNeedNotBeUTF8() throws {
    var head = LibcurlHead()
    _ = Array("HTTP/1.1 200 OK\r\n".utf8).withUnsafeBytes { head.read($0) }
    _ = (Array("X: caf".utf8) + [0xE9]).withUnsafeBytes { head.read($0) }
    guard case .complete(let complete) = Array("\r\n".utf8).withUnsafeBytes({ head.read($0) })
    else {
      return XCTFail("no head")
    }
    XCTAssertEqual(complete.headers["X"], "café")
  }

  func testAStatusLineWithoutAStatusIsUnreadable() {
    for line in [
      "HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 20", "HTTP/1.1 abc", "HTTP/1.1 -20",
      "HTTP/1.1 2000 OK", "HTTP/7.3 200 OK", "HTTP/1.1  200 OK", "HTTP/1.1200 OK",
    ] {
      guard case .unreadable = read([line]) else { return XCTFail(line) }
    }
    let ok = "HTTP/1.1 200 OK"
    for lines in [["HTTP/1.1 099 No", ""], [""], [ok, ok], ["A: b"]] {
      guard case .unreadable = read(lines) else { return XCTFail("\(lines)") }
    }
  }

  func testALineThatIsNoFieldMakesTheHeadUnreadable() {
    for line in ["no colon", " a fold", "a: \0", "\0"] {
      guard case .unreadable = read(["HTTP/1.1 200 OK", line]) else { return XCTFail(line) }
    }
  }

  func testAllLinesTogetherHaveALimit() {
    let line = "X: " + String(repeating: "a", count: 1000)
    let count = LibcurlHead.limit / (line.utf8.count + 2)
    guard case .incomplete = read(["HTTP/1.1 200 OK"] + Array(repeating: line, count: count - 1))
    else { return XCTFail("too early") }
    guard case .tooLong = read(["HTTP/1.1 200 OK"] + Array(repeating: line, count: count + 1))
    else { return XCTFail("too late") }
  }
}
#endif
