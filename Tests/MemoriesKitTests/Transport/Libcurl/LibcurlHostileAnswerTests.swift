#if canImport(Glibc)
import Foundation
import XCTest

@testable import MemoriesKit

/// No answer ends the process, hangs, or passes for what it is not.
final class LibcurlHostileAnswerTests: XCTestCase {
  private func result(of answer: HostileAnswer) async throws -> HostileAnswer.Result {
    let engine = try XCTUnwrap(LibcurlEngine())
    let server = try RawServer(answer.script)
    defer { server.stop() }
    var request = HTTPRequest(
      method: "GET", url: try XCTUnwrap(URL(string: "http://127.0.0.1:\(server.port)/")),
      headers: [], elapsed: Stopwatch(ContinuousClock()).elapsed)
    request.mayReuseConnection = false
    request.maximumByteCount = 1 << 20
    let exchange = engine.start(request)
    var head: HTTPHead?
    var body = Data()
    do {
      head = try await exchange.head()
      while let chunks = try await exchange.next() { for chunk in chunks { body += chunk } }
    } catch TransportFailure.tooLarge {
      return .tooLarge
    } catch is TransportFailure {
      XCTAssertEqual(server.requestCount, 1, answer.name)
      return head.map { .brokenAnswer($0.status) } ?? .noAnswer
    }
    let (status, text) = (head?.status ?? 0, String(decoding: body, as: UTF8.self))
    let hasLength = head?.headers["Content-Length"] == nil || head?.contentLength != nil
    return hasLength ? .answer(status, text) : .answerWithoutLength(status, text)
  }

  func testEveryHostileAnswerHasItsResult() async throws {
    XCTAssertGreaterThanOrEqual(HostileAnswer.all.count, 60)
    for answer in HostileAnswer.all {
      let result = try await result(of: answer)
      XCTAssertTrue(answer.expected.contains(result), "\(answer.name): \(result)")
    }
  }
}
#endif
