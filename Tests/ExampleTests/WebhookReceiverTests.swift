import Foundation
import MemoriesKit
import XCTest

@testable import webhook_receiver

final class WebhookReceiverTests: ExampleTestCase {
  private let token = CallbackToken.random()
  private let body = #"{"videoNo":"VI1","status":"PARSE"}"#

  func testTheWholeLoopEndsByItselfAndLeavesNothingBehind() async throws {
    let result = try await run("webhook-receiver", [], environment: ["MEMORIES_API_KEY": "sk-mine"])
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    XCTAssertEqual(try folder.names(), [])
    XCTAssertEqual(sandbox.exchanges.count, 0)
    let lines = result.output.split(separator: "\n")
    XCTAssertEqual(lines.filter { $0.first?.isNumber == true }.count, 8, result.output)
    let said = lines.filter { $0.contains("Asked, the service says") }
      .map { $0.split(separator: ":").last?.split(separator: ",").first.map(String.init) }
    XCTAssertEqual(said, [" not true", " true", " true", " true"])
    XCTAssertTrue(lines[1].hasSuffix("/indexed?token=…"), result.output)
  }

  func testHelpAndWrongUsage() async throws {
    let help = try await run("webhook-receiver", ["--help"])
    XCTAssertEqual(help.status, 0)
    XCTAssertTrue(help.output.hasPrefix("usage: webhook-receiver"), help.output)
    let wrong = try await run("webhook-receiver", ["--port", "80"])
    XCTAssertEqual(wrong.status, 64)
    XCTAssertEqual(wrong.output, "")
  }

  // MARK: - What may be posted

  func testTheFirstReasonToRefuseIsTheAnswer() throws {
    let good = "POST /indexed?token=\(token.text) HTTP/1.1"
    for (head, status) in [
      ("", 400), ("POST", 400), ("POST /indexed?token=\(token.text) SMTP", 400),
      ("POST /indexed HTTP/1.1", 403), ("GET /secret?token=x HTTP/1.1", 403),
      ("POST /other?token=\(token.text) HTTP/1.1", 404),
      ("GET /indexed?token=\(token.text) HTTP/1.1", 405),
      (good, 411), ("\(good)\r\nContent-Length: 2\r\nTransfer-Encoding: chunked", 411),
      ("\(good)\r\nContent-Length: 2\r\nTransfer-Encoding : chunked", 400),
      ("\(good)\r\nContent-Length: -1", 400), ("\(good)\r\nContent-Length:", 400),
      ("\(good)\r\nContent-Length: 2\r\nContent-Length: 3", 400),
      ("\(good)\r\nContent-Length: 65537", 413),
      ("\(good)\r\nContent-Length: 99999999999999999999", 413),
    ] {
      XCTAssertThrowsError(try CallbackRequest(head: Data(head.utf8), token: token), head) {
        XCTAssertEqual(($0 as? Refusal)?.status, status, head)
      }
    }
    XCTAssertThrowsError(try CallbackRequest(head: Data([0xFF]), token: token))
    let longest = Data("\(good)\r\nHost: a\r\ncontent-length:65536 ".utf8)
    XCTAssertEqual(try CallbackRequest(head: longest, token: token).bodyLength, 65_536)
  }

  // MARK: - How it arrives

  func testACallbackMayComeByteByByte() throws {
    let callback = try receiving(Data(request(body).utf8), inPiecesOf: 1)
    XCTAssertEqual(callback.videoNo, "VI1")
    XCTAssertEqual(callback.status?.isSearchable, true)
  }

  func testWhatFollowsTheBodyIsNotRead() throws {
    XCTAssertEqual(try receiving(Data((request(body) + "GET /").utf8)).videoNo, "VI1")
  }

  func testWhatIsNoCallbackIsRefused() {
    for (bytes, status) in [
      (request("no"), 400), (request(#"{"status":"PARSE"}"#), 400), (request(""), 400),
      (String(request(body).dropLast()), 400), ("", 400),
      (String(repeating: "a", count: 20_000), 431),
    ] {
      XCTAssertThrowsError(try receiving(Data(bytes.utf8)), bytes) {
        XCTAssertEqual(($0 as? Refusal)?.status, status, bytes)
      }
    }
  }

  func testTheServerAnswersAndHandsOverInOrder() async throws {
    let body = body
    try await withReceiver(for: token, timeLimit: .seconds(60)) { url, callbacks in
      for (path, status) in [(url, 200), (Stranger.guess(url), 403), (url, 200)] {
        let answer = try await Stranger.post(body, to: path)
        XCTAssertEqual(answer, status)
      }
      let nonsense = try await Stranger.post("[]", to: url)
      XCTAssertEqual(nonsense, 400)
      var received = callbacks.makeAsyncIterator()
      for _ in 1...2 {
        let callback = await received.next()
        XCTAssertEqual(callback?.videoNo, "VI1")
      }
    }
  }

  func testWhatNobodyTakesIsNotAgreedTo() async throws {
    let body = body
    try await withReceiver(for: token, timeLimit: .seconds(60)) { url, _ in
      for _ in 1...100 { _ = try await Stranger.post(body, to: url) }
      let answer = try await Stranger.post(body, to: url)
      XCTAssertEqual(answer, 503)
    }
  }

  func testWhenTheTimeIsUpNothingMoreArrives() async throws {
    try await withReceiver(for: token, timeLimit: .zero) { _, callbacks in
      let callback = await callbacks.first { _ in true }
      XCTAssertNil(callback)
    }
  }

  private func request(_ body: String) -> String {
    """
    POST /indexed?token=\(token.text) HTTP/1.1\r
    Content-Length: \(max(body.utf8.count, 2))\r
    \r
    \(body)
    """
  }

  /// What a connection makes of bytes after which the other side writes no more.
  private func receiving(
    _ bytes: Data, inPiecesOf size: Int = 1000
  ) throws -> VisualSearch.Callback {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
    let kind = SOCK_STREAM
    #else
    // Keeps the pieces apart, which a stream may put together again.
    let kind = Int32(SOCK_SEQPACKET.rawValue)
    #endif
    XCTAssertEqual(socketpair(AF_UNIX, kind, 0, &ends), 0)
    let (near, far) = (ends[0], ends[1])
    defer { close(near) }
    let writer = Thread {
      let file = FileHandle(fileDescriptor: far, closeOnDealloc: true)
      var rest = bytes
      while !rest.isEmpty {
        let piece = rest.prefix(size)
        rest = rest.dropFirst(piece.count)
        do { try file.write(contentsOf: piece) } catch { return }
      }
    }
    writer.start()
    return try Connection(near).callback(for: token)
  }
}
