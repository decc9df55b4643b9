import Foundation
import MemoriesKitTesting
import XCTest

final class AnswerEndingTests: SandboxTestCase {
  /// The connections of two requests that each ask for the end of theirs, and what came back.
  private func ask(twice ending: Sandbox.Answer.Ending) async throws -> (text: String, [Int]) {
    var result = ("", [Int]())
    try await withSandbox { sandbox in
      sandbox.route("GET", "/raw") { _ in
        var answer = Sandbox.Answer(body: .text("0123456789"))
        answer.ending = ending
        return answer
      }
      let url = sandbox.url("/raw")
      result.0 = try Curl.run("-i", "-H", "Connection: close", url, url).text
      result.1 = sandbox.exchanges.map(\.request.connection)
    }
    return result
  }

  func testACompleteAnswerHeedsAWishForTheEnd() async throws {
    let (text, connections) = try await ask(twice: .complete)
    XCTAssertTrue(text.contains("\r\nConnection: close\r\n"), text)
    XCTAssertEqual(connections, [1, 2])
  }

  func testAConnectionCanStayOpenAgainstAWish() async throws {
    let (text, connections) = try await ask(twice: .keptOpen)
    XCTAssertFalse(text.contains("Connection: close"), text)
    XCTAssertEqual(connections, [1, 1])
  }

  func testAConnectionCanEndWithoutAWord() async throws {
    try await withSandbox { sandbox in
      sandbox.route("GET", "/raw") { _ in
        var answer = Sandbox.Answer(body: .text("0123456789"))
        answer.ending = .closedBeforeHead
        return answer
      }
      let result = try Curl.run("-i", sandbox.url("/raw"))
      // What curl says of an empty answer.
      XCTAssertEqual(result.exitCode, 52)
      XCTAssertEqual(result.text, "")
    }
  }
}
