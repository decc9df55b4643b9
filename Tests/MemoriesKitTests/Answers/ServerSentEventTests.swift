import Foundation
import XCTest

@testable import MemoriesKit

final class ServerSentEventTests: XCTestCase {
  private func events(_ pieces: [Data]) throws -> [ServerSentEvent] {
    var parser = ServerSentEventParser()
    return pieces.flatMap { parser.events(in: $0) }
  }

  private func events(_ text: String) throws -> [ServerSentEvent] { try events([Data(text.utf8)]) }

  func testEventsAsTheStandardHasThem() throws {
    let rows: [(String, [ServerSentEvent])] = [
      ("", []), ("\n\n", []), ("data\n\n", [.init(data: "")]),
      ("data: a\n\n", [.init(data: "a")]), ("data:a\n\n", [.init(data: "a")]),
      ("data:  a\n\n", [.init(data: " a")]), ("data: a:b\n\n", [.init(data: "a:b")]),
      ("data: a\ndata: b\n\n", [.init(data: "a\nb")]),
      ("data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", [.init(data: "a\nb"), .init(data: "c")]),
      ("data: a\r\rdata: b\r\r", [.init(data: "a"), .init(data: "b")]),
      ("event: step\ndata: a\n\ndata: b\n\n", [.init(name: "step", data: "a"), .init(data: "b")]),
      ("id: 7\ndata: a\n\ndata: b\n\n", [.init(data: "a", id: "7"), .init(data: "b", id: "7")]),
      ("id: 7\u{0}\ndata: a\n\n", [.init(data: "a")]),
      (": ping\n\nretry: 5\n\nevent: none\n\ndata: a\n\n", [.init(data: "a")]),
      ("other: x\ndata: a\n\n", [.init(data: "a")]),
      ("\u{FEFF}data: a\n\n\u{FEFF}data: b\n\n", [.init(data: "a")]),
      ("data:\u{301}a\n\n", [.init(data: "\u{301}a")]),
      // What nothing ends is no event.
      ("data: a\n\ndata: b\n", [.init(data: "a")]),
    ]
    for (text, expected) in rows { XCTAssertEqual(try events(text), expected, text) }
  }

  func testPiecesMayEndAnywhere() throws {
    let text = "id: 1\r\nevent: é\r\ndata: 你好\r\ndata: b\r\n\r\n: x\r\ndata: c\r\n\r\n"
    let bytes = Data(text.utf8)
    let whole = try events([bytes])
    XCTAssertEqual(whole.count, 2)
    for size in 1..<bytes.count {
      let pieces = stride(from: 0, to: bytes.count, by: size).map {
        bytes[$0..<min($0 + size, bytes.count)]
      }
      XCTAssertEqual(try events(pieces), whole, "\(size)")
    }
  }

  func testAnEventIsBounded() throws {
    var parser = ServerSentEventParser()
    let piece = Data(repeating: UInt8(ascii: "a"), count: 1 << 20)
    for _ in 0..<16 { XCTAssertEqual(parser.events(in: piece), []) }
    XCTAssertFalse(parser.isTooLarge)
    XCTAssertEqual(parser.events(in: Data("a".utf8)), [])
    XCTAssertTrue(parser.isTooLarge)
    XCTAssertEqual(parser.events(in: Data("\ndata: b\n\n".utf8)), [])
    // Many small events are no large one.
    var other = ServerSentEventParser()
    let event = Data("data: \(String(repeating: "a", count: 1000))\n\n".utf8)
    for _ in 0..<20_000 { XCTAssertEqual(other.events(in: event).count, 1) }
  }
}
