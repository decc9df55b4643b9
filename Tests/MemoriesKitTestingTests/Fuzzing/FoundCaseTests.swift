import Foundation
import MemoriesKit
import TestSupport
import XCTest

@testable import MemoriesKitTesting

/// What the generated tests have found, so that it stays repaired whatever is generated later.
final class FoundCaseTests: XCTestCase {
  func testRequestsThatWereReadOtherwiseThanMeant() throws {
    for found in try FoundCases.read("requests.json") {
      let body = try XCTUnwrap(found["body"]?.string)
      let head = """
        POST \(found["query"]?.string ?? "/") HTTP/1.1\r\nHost: a\r\n\
        Content-Type: multipart/form-data; boundary=b\r\n\
        Content-Length: \(body.utf8.count)\r\n\r\n
        """
      let bytes = Array((head + body).utf8)
      try check(found, cut: [bytes[...]])
      // Within the blank line before the content and around it.
      for rest in 10...14 {
        try check(found, cut: [bytes.dropLast(rest), bytes.suffix(rest)])
      }
    }
  }

  private func check(_ found: JSONValue, cut pieces: [ArraySlice<UInt8>]) throws {
    let input = try FragmentedInput.make(pieces)
    let head = try XCTUnwrap(RequestHead.read(from: input))
    XCTAssertEqual(
      head.query.first?.value.utf8.map(\.self), found["value"]?.string?.utf8.map(\.self))
    let receiver = try BodyReceiver(
      head.headers, reading: .standard, sink: ContentSink(memoryLimit: 100, spool: SpoolFolder()))
    var request = Sandbox.Request(head, connection: 1)
    do {
      try IncomingBody(framing: head.framing, input: input).read { try receiver.consume($0) }
      try receiver.finish()
    } catch let refusal as Refusal {
      return XCTAssertEqual(refusal.description, found["refusal"]?.string)
    }
    receiver.describe(in: &request)
    XCTAssertNil(found["refusal"])
    XCTAssertEqual(
      request.fields.map { Array("\($0.name)=\($0.value)".utf8) },
      found["fields"]?.array?.map { Array(($0.string ?? "").utf8) })
  }
}
