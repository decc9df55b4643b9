import Foundation
import XCTest

@testable import MemoriesKit

final class OpenValueTests: XCTestCase {
  private struct Status: OpenValue {
    let rawValue: String
    init(rawValue: String) { self.rawValue = rawValue }
    static let parsed = Status(rawValue: "PARSE")
    static let known: Set<Status> = [.parsed]
  }

  func testKnowsTheDocumentedWords() {
    XCTAssertTrue(Status(rawValue: "PARSE").isKnown)
    XCTAssertFalse(Status(rawValue: "parse").isKnown)
    XCTAssertEqual("\(Status.parsed)", "PARSE")
  }

  func testIsPlainTextInJSON() throws {
    let statuses = [Status.parsed, Status(rawValue: "NEW")]
    let data = try JSONEncoder().encode(statuses)
    XCTAssertEqual(String(decoding: data, as: UTF8.self), #"["PARSE","NEW"]"#)
    XCTAssertEqual(try JSONDecoder().decode([Status].self, from: data), statuses)
  }

  func testTakesANumberAsItsDigits() throws {
    let statuses = try JSONDecoder().decode([Status].self, from: Data("[14,-1]".utf8))
    XCTAssertEqual(statuses.map(\.rawValue), ["14", "-1"])
    XCTAssertThrowsError(try JSONDecoder().decode([Status].self, from: Data("[{}]".utf8)))
  }
}
