import Foundation
import XCTest

@testable import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What the whole bound on memory rests on: callbacks run where they are made.
final class URLSessionEngineTests: XCTestCase {
  private func request(_ path: String, body: HTTPBody? = nil) throws -> HTTPRequest {
    HTTPRequest(
      method: body == nil ? "GET" : "POST",
      url: try XCTUnwrap(URL(string: "http://127.0.0.1/\(path)")), headers: [], body: body,
      elapsed: { .zero })
  }

  #if !canImport(Darwin)
  func testTheSystemsOwnLimitIsFurtherAwayThanAnyTimerCounts() {
    // The same arithmetic as Foundation's.
    let milliseconds = Int(URLSessionEngine.systemTimeout) * 1000
    XCTAssertEqual(DispatchTime.now() + .milliseconds(milliseconds), .distantFuture)
  }

  func testCallbacksRunInline() async throws {
    // If a future Foundation stops calling the queue's `addOperation(_:)`, this fails: the pieces
    // would still be under way when the stub looks, and a slow disk would fill the memory.
    let engine = URLSessionEngine.shared([InlineStub.self])
    let exchange = engine.start(try request("inline"))
    InlineStub.exchange.withLock { $0 = exchange }
    InlineStub.mayStart.signal()
    _ = try await exchange.head()
    while try await exchange.next() != nil {}
    XCTAssertEqual(InlineStub.seen.withLock { $0 }, [5, 10, 15])
  }
  #endif

  func testTheSameClassesShareAnEngine() {
    XCTAssertTrue(URLSessionEngine.shared() === URLSessionEngine.shared())
    XCTAssertFalse(URLSessionEngine.shared() === URLSessionEngine.shared([InlineStub.self]))
  }

  func testABodyThatIsNotWantedAnyMoreIsClosed() async throws {
    let closed = expectation(description: "closed")
    let body = HTTPBody(length: 1, read: { _ in 1 }, close: { closed.fulfill() })
    let exchange = URLSessionEngine.shared([SilentStub.self]).start(try request("x", body: body))
    exchange.abort(CancellationError())
    await fulfillment(of: [closed], timeout: 20)
  }
}

/// Answers in three pieces and notes what the exchange has received after each.
private final class InlineStub: URLProtocol {
  static let exchange = Locked<Exchange?>(nil)
  static let seen = Locked<[Int64]>([])
  static let mayStart = DispatchSemaphore(value: 0)

  override class func canInit(with request: URLRequest) -> Bool { true }
  override class func canonicalRequest(for request: URLRequest) -> URLRequest { request }

  override func startLoading() {
    // Until the test has said which exchange this is.
    Self.mayStart.wait()
    guard let url = request.url, let exchange = Self.exchange.withLock({ $0 }),
      let response = HTTPURLResponse(
        url: url, statusCode: 200, httpVersion: nil, headerFields: [:])
    else { return }
    client?.urlProtocol(self, didReceive: response, cacheStoragePolicy: .notAllowed)
    for _ in 0..<3 {
      client?.urlProtocol(self, didLoad: Data(count: 5))
      Self.seen.withLock { $0.append(exchange.snapshot.bytesReceived) }
    }
    client?.urlProtocolDidFinishLoading(self)
  }

  override func stopLoading() {}
}

/// Never answers.
private final class SilentStub: URLProtocol {
  override class func canInit(with request: URLRequest) -> Bool { true }
  override class func canonicalRequest(for request: URLRequest) -> URLRequest { request }
  override func startLoading() {}
  override func stopLoading() {}
}
