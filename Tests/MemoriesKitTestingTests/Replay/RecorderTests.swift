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
  private var sandbox: Sandbox!

  override func setUp() async throws {
    directory = try TemporaryDirectory()
    sandbox = try await Sandbox.start()
  }

  override func tearDown() async throws {
    await sandbox.stop()
    directory.remove()
  }

  /// Answers whatever is asked.
  private func serve(_ answer: @escaping @Sendable (Sandbox.Request) -> Sandbox.Answer) {
    var reading = Sandbox.Reading.standard
    reading.keptByteCount = 1 << 20
    sandbox.route("*", "/*", reading: reading, answer: answer)
  }

  private func onlyRequest() throws -> Sandbox.Request {
    XCTAssertEqual(sandbox.exchanges.count, 1)
    return try XCTUnwrap(sandbox.exchanges.first).request
  }

  private var base: String { sandbox.url.absoluteString }

  /// The end of the connection in place of an answer.
  private static var unanswered: Sandbox.Answer {
    var answer = Sandbox.Answer()
    answer.ending = .closedBeforeHead
    return answer
  }

  private func recorder(secrets: [String] = [], bodyLimit: Int = 1 << 20) -> Recorder {
    Recorder(
      to: directory.url.appendingPathComponent("recorded.har"),
      scrubber: Scrubber(secrets: secrets), comment: "A test.", bodyLimit: bodyLimit)
  }

  func testWhatIsRecordedCanBeReplayed() async throws {
    serve { request in
      Sandbox.Answer(
        status: 201, headers: ["Content-Type": "application/json"],
        body: .text("{\"length\":\(request.body.count)}"))
    }
    let recorder = recorder()
    let live = await Self.recorded.load(
      try URLRequest(
        "POST", "/a?b=c", headers: recorder.headers, body: Data("abc".utf8), at: base))
    XCTAssertEqual(live.text, "{\"length\":3}")
    XCTAssertEqual(live.response?.statusCode, 201)
    let passedOn = try onlyRequest()
    XCTAssertEqual(passedOn.method, "POST")
    XCTAssertEqual(passedOn.path, "/a")
    XCTAssertEqual(passedOn.query, [Sandbox.Field("b", "c")])
    XCTAssertFalse(passedOn.headers.fields.contains { $0.name.hasPrefix("X-MemoriesKit") })
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
    serve { Sandbox.Answer(body: .data($0.body)) }
    let recorder = recorder(bodyLimit: 1000)
    var request = try URLRequest("POST", "/upload", headers: recorder.headers, at: base)
    request.httpBodyStream = InputStream(data: content)
    let live = await Self.recorded.load(request)

    XCTAssertNil(live.error)
    XCTAssertEqual(live.body, content)
    let passedOn = try onlyRequest()
    XCTAssertEqual(passedOn.body, content)
    XCTAssertEqual(passedOn.headers.values("Content-Length"), ["300000"])
    XCTAssertNil(passedOn.headers["Transfer-Encoding"])

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
    serve { Sandbox.Answer(body: .data($0.body)) }
    let recorder = recorder()
    var request = try URLRequest("POST", "/a", headers: recorder.headers, at: base)
    request.httpBodyStream = InputStream(data: Data("abc".utf8))
    request.setValue("3", forHTTPHeaderField: "Content-Length")
    request.setValue(" ", forHTTPHeaderField: "Transfer-Encoding")
    let live = await Self.recorded.load(request)
    XCTAssertEqual(live.text, "abc")
    XCTAssertEqual(recorder.exchanges.first?.request.body.text, "abc")
    let passedOn = try onlyRequest()
    XCTAssertEqual(passedOn.headers.values("Content-Length"), ["3"])
    XCTAssertNil(passedOn.headers["Transfer-Encoding"])
  }

  func testRequestsAtTheSameTimeAreNotMixedUp() async throws {
    serve { Sandbox.Answer(body: .text("\($0.method) \($0.path)")) }
    let recorder = recorder()
    let paths = (0..<40).map { "/\($0)" }
    let requests = try paths.map {
      try URLRequest("GET", $0, headers: recorder.headers, at: base)
    }
    await withTaskGroup(of: Void.self) { group in
      for request in requests {
        group.addTask {
          let live = await Self.recorded.load(request)
          XCTAssertEqual(live.text, "GET \(request.url?.path ?? "")")
        }
      }
    }
    let exchanges = recorder.exchanges
    XCTAssertEqual(Set(exchanges.map(\.request.url.path)), Set(paths))
    for exchange in exchanges {
      XCTAssertEqual(exchange.response.body.text, "GET \(exchange.request.url.path)")
    }
  }

  func testNoConnectionIsKeptThatCouldBreakUnderTheNextRequest() async throws {
    serve { request in
      guard request.path != "/broken" else { return Self.unanswered }
      var answer = Sandbox.Answer(body: .text("ok"))
      answer.ending = .closed
      return answer
    }
    let recorder = recorder()
    for path in ["/a", "/broken", "/b"] {
      _ = await Self.recorded.load(
        try URLRequest("GET", path, headers: recorder.headers, at: base))
    }
    let passedOn = sandbox.exchanges.map { $0.request.headers.values("Connection") }
    XCTAssertEqual(passedOn, [["close"], ["close"], ["close"]])
    XCTAssertEqual(recorder.exchanges.map { $0.request.headers["Connection"] }, [nil, nil])
  }

  func testARedirectIsAnAnswer() async throws {
    serve { _ in Sandbox.Answer(status: 302, headers: ["Location": "/elsewhere"]) }
    let recorder = recorder()
    let live = await Self.recorded.load(
      try URLRequest("GET", "/a", headers: recorder.headers, at: base))
    XCTAssertEqual(live.response?.statusCode, 302)
    XCTAssertEqual(try onlyRequest().path, "/a")
    XCTAssertEqual(recorder.exchanges.first?.response.headers["location"], "/elsewhere")
  }

  func testADemandForAPasswordIsAnAnswer() async throws {
    serve { _ in
      Sandbox.Answer(
        status: 401, headers: ["WWW-Authenticate": "Basic realm=\"x\""], body: .text("no"))
    }
    let recorder = recorder()
    let ended = expectation(description: "ended")
    Self.recorded.begin(
      try URLRequest("GET", "/a", headers: recorder.headers, at: base)
    ) { _ in ended.fulfill() }
    await fulfillment(of: [ended], timeout: 30)
    XCTAssertEqual(recorder.exchanges.first?.response.status, 401)
  }

  func testARequestWithoutAnAnswerIsNotRecorded() async throws {
    serve { _ in Self.unanswered }
    let recorder = recorder()
    let live = await Self.recorded.load(
      try URLRequest("GET", "/a", headers: recorder.headers, at: base))
    XCTAssertNotNil(live.error)
    XCTAssertEqual(recorder.exchanges, [])
  }

  func testCancellingReachesTheServiceAndRecordsNothing() async throws {
    let asked = expectation(description: "asked")
    let mayAnswer = DispatchSemaphore(value: 0)
    serve { _ in
      asked.fulfill()
      mayAnswer.wait()
      return Self.unanswered
    }
    let recorder = recorder()
    let ended = expectation(description: "ended")
    let cancel = Self.recorded.begin(
      try URLRequest("GET", "/a", headers: recorder.headers, at: base)
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
    serve { request in
      request.method == "GET"
        ? Sandbox.Answer(headers: ["Content-Type": "video/mp4"], body: .data(binary))
        : Sandbox.Answer(
          headers: [
            "Content-Type": "text/plain", "X-Echo": key, "X-Address": "/?a=\(percent)",
          ],
          body: .text(said.joined(separator: "\n")))
    }
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
          at: base))
      XCTAssertNil(live.error)
    }
    let live = await Self.recorded.load(
      try URLRequest("GET", "/\(percent)", headers: headers, at: base))
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
