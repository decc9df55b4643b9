import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

final class RecorderTests: XCTestCase {
  private static let recorded = LoadingSession(
    Recorder(to: URL(fileURLWithPath: "/dev/null"), scrubber: Scrubber(secrets: [])).protocolClass)
  private static let replayed = LoadingSession(Replay([]).protocolClass)

  private var directory: TemporaryDirectory!

  override func setUpWithError() throws {
    directory = try TemporaryDirectory()
  }

  override func tearDown() {
    directory.remove()
  }

  private func recorder(secrets: [String] = [], bodyLimit: Int = 1 << 20) -> Recorder {
    Recorder(
      to: directory.url.appendingPathComponent("recorded.har"),
      scrubber: Scrubber(secrets: secrets), comment: "A test.", bodyLimit: bodyLimit)
  }

  func testWhatIsRecordedCanBeReplayed() async throws {
    let server = try LoopbackServer { request in
      LoopbackServer.response(
        "201 Created", headers: ["Content-Type: application/json"],
        body: Data("{\"length\":\(request.body.count)}".utf8))
    }
    defer { server.stop() }
    let recorder = recorder()
    let live = await Self.recorded.load(
      try URLRequest(
        "POST", "/a?b=c", headers: recorder.headers, body: Data("abc".utf8), at: server.base))
    XCTAssertEqual(live.text, "{\"length\":3}")
    XCTAssertEqual(live.response?.statusCode, 201)
    let passedOn = try XCTUnwrap(server.requests.first).head
    XCTAssertTrue(passedOn.hasPrefix("POST /a?b=c HTTP/1.1"), passedOn)
    XCTAssertFalse(passedOn.contains("X-MemoriesKit"), passedOn)
    try recorder.finish()

    let replay = try Replay(har: recorder.url)
    let again = await Self.replayed.load(
      try URLRequest("POST", "/a?b=c", headers: replay.headers))
    XCTAssertEqual(again.text, live.text)
    XCTAssertEqual(again.response?.statusCode, 201)
    XCTAssertEqual(try HTTPArchive(contentsOf: recorder.url).comment, "A test.")
    XCTAssertEqual(try HTTPArchive(contentsOf: recorder.url).exchanges, recorder.exchanges)
  }

  func testALongBodyIsPassedOnWholeAndRecordedAsALength() async throws {
    let content = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 * 7) })
    let server = try LoopbackServer { request in LoopbackServer.response(body: request.body) }
    defer { server.stop() }
    let recorder = recorder(bodyLimit: 1000)
    var request = try URLRequest("POST", "/upload", headers: recorder.headers, at: server.base)
    request.httpBodyStream = InputStream(data: content)
    let live = await Self.recorded.load(request)

    XCTAssertNil(live.error)
    XCTAssertEqual(live.body, content)
    XCTAssertEqual(server.requests.first?.body, content)
    let head = try XCTUnwrap(server.requests.first).head.lowercased()
    XCTAssertTrue(head.contains("content-length: 300000"), head)
    XCTAssertFalse(head.contains("chunked"), head)

    try recorder.finish()
    let text = String(decoding: try Data(contentsOf: recorder.url), as: UTF8.self)
    XCTAssertTrue(text.contains("\"_truncated\" : true"), text)
    let exchange = try XCTUnwrap(HTTPArchive(contentsOf: recorder.url).exchanges.first)
    XCTAssertEqual(exchange.request.body.length, 300_000)
    XCTAssertEqual(exchange.response.body.length, 300_000)
    XCTAssertEqual(exchange.response.body.bytes, Data())

    let replay = try Replay(har: recorder.url)
    let again = await Self.replayed.load(
      try URLRequest("POST", "/upload", headers: replay.headers))
    XCTAssertTrue(again.error?.localizedDescription.contains("was not kept") ?? false)
  }

  func testAShortStreamIsPassedOnAndRecorded() async throws {
    let server = try LoopbackServer { request in LoopbackServer.response(body: request.body) }
    defer { server.stop() }
    let recorder = recorder()
    var request = try URLRequest("POST", "/a", headers: recorder.headers, at: server.base)
    request.httpBodyStream = InputStream(data: Data("abc".utf8))
    request.setValue("3", forHTTPHeaderField: "Content-Length")
    request.setValue(" ", forHTTPHeaderField: "Transfer-Encoding")
    let live = await Self.recorded.load(request)
    XCTAssertEqual(live.text, "abc")
    XCTAssertEqual(recorder.exchanges.first?.request.body.text, "abc")
    let head = try XCTUnwrap(server.requests.first).head.lowercased()
    XCTAssertEqual(head.components(separatedBy: "content-length: 3").count, 2, head)
    XCTAssertFalse(head.contains("transfer-encoding"), head)
  }

  func testRequestsAtTheSameTimeAreNotMixedUp() async throws {
    let server = try LoopbackServer { request in
      LoopbackServer.response(body: Data(request.head.prefix { $0 != "H" }.utf8))
    }
    defer { server.stop() }
    let recorder = recorder()
    let paths = (0..<40).map { "/\($0)" }
    let requests = try paths.map {
      try URLRequest("GET", $0, headers: recorder.headers, at: server.base)
    }
    await withTaskGroup(of: Void.self) { group in
      for request in requests {
        group.addTask {
          let live = await Self.recorded.load(request)
          XCTAssertEqual(live.text, "GET \(request.url?.path ?? "") ")
        }
      }
    }
    let exchanges = recorder.exchanges
    XCTAssertEqual(Set(exchanges.map(\.request.url.path)), Set(paths))
    for exchange in exchanges {
      XCTAssertEqual(exchange.response.body.text, "GET \(exchange.request.url.path) ")
    }
  }

  func testNoConnectionIsKeptThatCouldBreakUnderTheNextRequest() async throws {
    let server = try LoopbackServer { request in
      request.head.hasPrefix("GET /broken")
        ? Data() : Data("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8)
    }
    defer { server.stop() }
    let recorder = recorder()
    for path in ["/a", "/broken", "/b"] {
      _ = await Self.recorded.load(
        try URLRequest("GET", path, headers: recorder.headers, at: server.base))
    }
    let heads = server.requests.map { $0.head.lowercased() }
    XCTAssertEqual(heads.count, 3)
    for head in heads { XCTAssertTrue((head + "\r\n").contains("\r\nconnection: close\r\n"), head) }
    XCTAssertEqual(recorder.exchanges.map { $0.request.headers["Connection"] }, [nil, nil])
  }

  func testARedirectIsAnAnswer() async throws {
    let server = try LoopbackServer { _ in
      LoopbackServer.response("302 Found", headers: ["Location: /elsewhere"], body: Data())
    }
    defer { server.stop() }
    let recorder = recorder()
    let live = await Self.recorded.load(
      try URLRequest("GET", "/a", headers: recorder.headers, at: server.base))
    XCTAssertEqual(live.response?.statusCode, 302)
    XCTAssertEqual(server.requests.count, 1)
    XCTAssertEqual(recorder.exchanges.first?.response.headers["location"], "/elsewhere")
  }

  func testADemandForAPasswordIsAnAnswer() async throws {
    let server = try LoopbackServer { _ in
      LoopbackServer.response(
        "401 Unauthorized", headers: ["WWW-Authenticate: Basic realm=\"x\""],
        body: Data("no".utf8))
    }
    defer { server.stop() }
    let recorder = recorder()
    let ended = expectation(description: "ended")
    Self.recorded.begin(
      try URLRequest("GET", "/a", headers: recorder.headers, at: server.base)
    ) { _ in ended.fulfill() }
    await fulfillment(of: [ended], timeout: 30)
    XCTAssertEqual(recorder.exchanges.first?.response.status, 401)
  }

  func testARequestWithoutAnAnswerIsNotRecorded() async throws {
    let server = try LoopbackServer { _ in Data() }
    defer { server.stop() }
    let recorder = recorder()
    let live = await Self.recorded.load(
      try URLRequest("GET", "/a", headers: recorder.headers, at: server.base))
    XCTAssertNotNil(live.error)
    XCTAssertEqual(recorder.exchanges, [])
  }

  func testCancellingReachesTheServiceAndRecordsNothing() async throws {
    let asked = expectation(description: "asked")
    let mayAnswer = DispatchSemaphore(value: 0)
    let server = try LoopbackServer { _ in
      asked.fulfill()
      mayAnswer.wait()
      return Data()
    }
    defer { server.stop() }
    let recorder = recorder()
    let ended = expectation(description: "ended")
    let cancel = Self.recorded.begin(
      try URLRequest("GET", "/a", headers: recorder.headers, at: server.base)
    ) {
      XCTAssertEqual($0.code, .cancelled)
      ended.fulfill()
    }
    await fulfillment(of: [asked], timeout: 30)
    cancel()
    await fulfillment(of: [ended], timeout: 30)
    mayAnswer.signal()
    XCTAssertEqual(recorder.exchanges, [])
  }

  func testARecorderThatHasFinishedRefuses() async throws {
    let recorder = recorder()
    try recorder.finish()
    let late = await Self.recorded.load(try URLRequest("GET", "/a", headers: recorder.headers))
    XCTAssertTrue(late.error?.localizedDescription.contains("has finished") ?? false)
  }

  func testTheKeyIsNowhereInTheFile() async throws {
    let key = "sk-mavi-a/b+c=d&e\"f?g%h 0123456789"
    let percent = try XCTUnwrap(key.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
    let json = String(decoding: try JSONEncoder().encode([key]), as: UTF8.self)
    let base64 = (0..<3).map {
      Data((String(repeating: "x", count: $0) + key + "yy").utf8).base64EncodedString()
    }
    let said =
      [key, percent, percent.lowercased().replacingOccurrences(of: "sk%2dmavi", with: "sk-mavi")]
      + [json] + base64
    let binary = Data([0xFF, 0xFE, 0x00]) + Data(key.utf8) + Data([0x00, 0xFF])
    let server = try LoopbackServer { request in
      request.head.hasPrefix("GET")
        ? LoopbackServer.response(headers: ["Content-Type: video/mp4"], body: binary)
        : LoopbackServer.response(
          headers: ["Content-Type: text/plain", "X-Echo: \(key)", "X-Address: /?a=\(percent)"],
          body: Data(said.joined(separator: "\n").utf8))
    }
    defer { server.stop() }
    let recorder = recorder(secrets: [key])
    let headers = recorder.headers.merging(["Authorization": key, "X-Copy": key]) { $1 }
    let bodies = [
      "application/json": json, "application/x-www-form-urlencoded": "a=\(percent)",
      "multipart/form-data; boundary=B":
        "--B\r\nContent-Disposition: form-data; name=\"k\"\r\n\r\n\(key)\r\n--B--\r\n",
    ]
    for (type, body) in bodies {
      let live = await Self.recorded.load(
        try URLRequest(
          "POST", "/a?callback=\(percent)",
          headers: headers.merging(["Content-Type": type]) { $1 }, body: Data(body.utf8),
          at: server.base))
      XCTAssertNil(live.error)
    }
    let live = await Self.recorded.load(
      try URLRequest("GET", "/\(percent)", headers: headers, at: server.base))
    XCTAssertEqual(live.body, binary)
    try recorder.finish()

    let file = try Data(contentsOf: recorder.url)
    let text = String(decoding: file, as: UTF8.self)
    // The key's forms contain long runs of plain characters; none of them may be left.
    for trace in ["sk-mavi", "0123456789", percent, "scrubbedscrubbedscrubbed"] {
      XCTAssertFalse(text.contains(trace), "\(trace) in \(text)")
    }
    for form in base64 {
      XCTAssertFalse(text.contains(form.dropFirst(4).prefix(40)), text)
    }
    let exchanges = try HTTPArchive(file).exchanges
    XCTAssertEqual(exchanges.count, 4)
    for exchange in exchanges {
      for bytes in [exchange.request.body.bytes, exchange.response.body.bytes] {
        XCTAssertNil(bytes.range(of: Data("sk-mavi".utf8)))
        XCTAssertNil(bytes.range(of: Data("0123456789".utf8)))
      }
    }
    XCTAssertTrue(text.contains("scrubbed"))
  }
}
