import MemoriesKit
import XCTest

/// What an app can make of the type in its own tests; hence without the package's own access.
final class ClientEventTests: XCTestCase {
  func testAnIdIsLikeNoOther() {
    let ids = (0..<1000).map { _ in ClientEvent.CallID() }
    XCTAssertEqual(Set(ids).count, 1000)
    XCTAssertEqual(Set(ids.map(\.description)).count, 1000)
  }

  func testKindsAreToldApartByTheirNames() {
    let kinds: [ClientEvent.Kind] = [
      .callStarted, .callEnded, .attemptStarted, .answered, .repeating, .notRepeating, .waiting,
      .drift,
    ]
    XCTAssertEqual(Set(kinds).count, kinds.count)
    XCTAssertEqual(Set(kinds.map(\.description)).count, kinds.count)
    XCTAssertEqual(ClientEvent.Kind.callEnded.description, "callEnded")
  }

  func testTheTextHoldsEverythingThatTheEventDoes() {
    let (call, parent) = (ClientEvent.CallID(), ClientEvent.CallID())
    var event = ClientEvent(.attemptStarted, call: call, parent: parent, operation: "Own")
    event.attempt = 2
    event.method = "GET"
    event.path = "/a"
    XCTAssertEqual(
      "\(event)", "call \(call) Own: attemptStarted, of wait \(parent), attempt 2, GET /a")

    event = ClientEvent(.callEnded, call: call, operation: "Own")
    event.result = .failed
    event.status = 503
    event.duration = .milliseconds(1500)
    event.attempts = 3
    event.bytesSent = 20
    event.bytesReceived = 10
    event.reason = "because"
    event.error = MemoriesError(.busy, .refused)
    XCTAssertEqual(
      "\(event)",
      "call \(call) Own: callEnded, failed, HTTP 503, 1.5 seconds, attempts 3, sent 20 bytes, "
        + "received 10 bytes, because, the service is busy (not done)")
    XCTAssertEqual("\(ClientEvent(.waiting, call: call))", "call \(call): waiting")
  }
}
