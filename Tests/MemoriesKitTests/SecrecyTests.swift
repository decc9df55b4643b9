import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import MemoriesKit

/// The key is in no text that the package can be made to produce, even by a server that sends the
/// key back.
final class SecrecyTests: XCTestCase {
  private static let marker = "sk-mavi-MARKER/0123+456=789"
  private static let request = VisualSearch.GetMetadata("VI1")

  /// Every way to turn something into text.
  private func texts(of subject: Any) -> [String] {
    var dumped = ""
    dump(subject, to: &dumped)
    var texts = [
      String(describing: subject), String(reflecting: subject), dumped,
      "\(Mirror(reflecting: subject))",
    ]
    if let error = subject as? any Error {
      let bridged = error as NSError
      texts += [
        error.localizedDescription, "\(bridged)", bridged.debugDescription, "\(bridged.userInfo)",
        bridged.domain,
      ]
    }
    if let error = subject as? any LocalizedError {
      texts += [error.failureReason, error.recoverySuggestion, error.helpAnchor].compactMap { $0 }
    }
    return texts
  }

  private func assertIsSecret(
    _ subject: Any, _ message: String = "", file: StaticString = #filePath, line: UInt = #line
  ) {
    for text in texts(of: subject) where isKeyShown(in: text) {
      XCTFail("\(message): the key is in “\(text.prefix(2000))”", file: file, line: line)
    }
  }

  /// Whether a reader finds the key, be it after undoing escapes.
  private func isKeyShown(in text: String) -> Bool {
    var readings = [text, text.replacing("\\", with: "").replacing("&#x2F;", with: "/")]
    while let reading = readings.last?.removingPercentEncoding, reading != readings.last {
      readings.append(reading)
    }
    return readings.contains { $0.contains(Self.marker) }
  }

  private func observed(_ answer: ReplayAnswer) throws -> ObservedClient {
    try ObservedClient(answer, key: Self.marker)
  }

  /// Sends a request and looks at everything that came of it, and that was told on the way.
  private func assertIsSecret(
    answering answer: ReplayAnswer, _ message: String, line: UInt = #line
  ) async throws {
    let observed = try observed(answer)
    do {
      assertIsSecret(try await observed.client.reply(to: Self.request), message, line: line)
    } catch {
      assertIsSecret(error, message, line: line)
    }
    do {
      _ = try await observed.client.send(Self.request)
    } catch {
      assertIsSecret(error, message, line: line)
    }
    do {
      let chunks = try await observed.client.chunks(
        of: VisualIntelligence.DownloadAsset("re_1"))
      assertIsSecret(chunks, message, line: line)
      for try await _ in chunks {}
      assertIsSecret(chunks, message, line: line)
    } catch {
      assertIsSecret(error, message, line: line)
    }
    XCTAssertFalse(observed.events.isEmpty)
    for event in observed.events { assertIsSecret(event, message, line: line) }
    assertIsSecret(observed.client, message, line: line)
  }

  func testTheTestFindsWhatItLooksFor() {
    struct Careless { let key = SecrecyTests.marker }
    XCTAssertTrue(texts(of: Careless()).contains { $0.contains(Self.marker) })
  }

  func testTheKeyIsSentAndNotShown() async throws {
    let key = try APIKey(Self.marker)
    assertIsSecret(key)
    assertIsSecret([key: key] as [APIKey: APIKey])
    XCTAssertEqual("\(key)", "[API key]")
    XCTAssertEqual(key.debugDescription, "[API key]")
    XCTAssertEqual(key.customMirror.children.count, 0)

    let observed = try observed(.agreed())
    _ = try await observed.client.send(Self.request)
    let sent = try observed.onlyRequest()
    XCTAssertEqual(sent.headers["Authorization"], Self.marker)
    assertIsSecret(sent)
    assertIsSecret(observed.client)
    assertIsSecret(observed.client.configuration)
    assertIsSecret(observed.client.courier)
  }

  func testAClientIsSecretWhileItCalls() async throws {
    let (asked, continuation) = AsyncStream.makeStream(of: Void.self)
    let replay = Replay { _ in
      continuation.finish()
      return .stall
    }
    let observed = try ObservedClient(replay, key: Self.marker)
    let client = observed.client
    let call = Task<Void, any Error> { _ = try await client.send(VisualSearch.GetMetadata("VI1")) }
    for await _ in asked {}
    assertIsSecret(observed.client)
    call.cancel()
    do {
      _ = try await call.value
      XCTFail("The call was cancelled")
    } catch {
      XCTAssertTrue(error is CancellationError, "\(error)")
      assertIsSecret(error)
    }
  }

  func testAServerThatSendsTheKeyBackInAnEnvelope() async throws {
    let key = Self.marker
    for text in [
      #"{"code":"0000","data":{"video_no":"\#(key)","status":"\#(key)","cause":"\#(key)"}}"#,
      #"{"code":"0000","data":{"video_no":["\#(key)"]}}"#,
      #"{"code":"0401","msg":"invalid key \#(key)","data":{"key":"\#(key)"}}"#,
      #"{"code":"\#(key)","msg":"\#(key)","data":"\#(key)"}"#,
      #"{"code":"0001","message":"\#(key)","data":["\#(key)"],"\#(key)":1}"#,
      #"{"error":"Unauthorized","path":"/\#(key)"}"#,
      #"["\#(key)"]"#, #""\#(key)""#,
    ] {
      for status in [200, 401, 500] {
        try await assertIsSecret(answering: .json(text, status: status), "\(status) \(text)")
      }
    }
  }

  /// JSON may write any character as an escape, and some writers do so with slashes and signs.
  func testAServerThatSendsTheKeyBackEscaped() async throws {
    let slashes = Self.marker.replacing("/", with: #"\/"#)
    let signs = Self.marker.replacing("+", with: #"\u002b"#).replacing("=", with: #"\u003D"#)
    let letters = Self.marker.unicodeScalars
      .map { "\\u" + String($0.value, radix: 16).leftPadded(to: 4) }.joined()
    let percent = Self.marker.replacing("/", with: "%2F").replacing("=", with: "%253d")
    let nested = Self.marker.replacing("/", with: #"\\/"#).replacing("+", with: #"\\u002B"#)
    // What begins an escape may be escaped itself: a percent sign, or the ampersand of an entity.
    let mixed = Self.marker.replacing("/", with: #"\u00252F"#)
    let page = Self.marker.replacing("/", with: #"\u0026#x2F;"#)
    for key in [slashes, signs, letters, percent, nested, mixed, page] {
      for text in [
        #"{"code":"0401","msg":"invalid key \#(key)","data":{"key":"\#(key)"}}"#,
        #"{"code":"0000","data":{"video_no":"\#(key)","status":"\#(key)"}}"#,
        #"{"code":"0000","data":{"video_no":["\#(key)"]}}"#,
        #"{"code":"0000","data":{"\#(key)":"\#(key)"}}"#,
      ] {
        for status in [200, 400] {
          try await assertIsSecret(answering: .json(text, status: status), "\(status) \(text)")
        }
      }
    }
  }

  func testAServerThatSendsTheKeyBackInAPage() async throws {
    for key in [Self.marker, Self.marker.replacing("/", with: "&#x2F;")] {
      let page = "<html>Authorization: \(key)</html>"
      for status in [200, 401, 404, 502] {
        try await assertIsSecret(
          answering: .body(Data(page.utf8), type: "text/html", status: status), "\(status) \(key)")
      }
    }
    let garbage = Data([0xFF, 0xFE, 0x00]) + Data(Self.marker.utf8)
    try await assertIsSecret(answering: .body(garbage, type: "application/json"), "garbage")
  }

  func testAServerThatSendsTheKeyBackInAHeader() async throws {
    let headers = ["X-Echo", "Content-Type", "Content-Disposition", "Location", "Retry-After"]
      .map { RecordedHeader($0, "attachment; filename=\"\(Self.marker)\"") }
    for status in [200, 302, 401, 503] {
      try await assertIsSecret(
        answering: .body(Data("{}".utf8), status: status, headers: headers), "\(status)")
    }
    let location = RecordedHeader("Location", "http://other.example/?key=\(Self.marker)")
    try await assertIsSecret(
      answering: .body(Data(), status: 302, headers: [location]), "redirect")
  }

  /// Headers escape in their own ways: names in another case, percent signs, quoted characters.
  func testAServerThatSendsTheKeyBackInAHeaderInDisguise() async throws {
    let percent = Self.marker.utf8.map { "%" + String($0, radix: 16) }.joined()
    let quoted = Self.marker.map { "\\\($0)" }.joined()
    for header in [
      RecordedHeader("Content-Disposition", "attachment; filename*=UTF-8''\(percent)"),
      RecordedHeader("Content-Disposition", "attachment; filename=\"\(quoted)\""),
      RecordedHeader("Location", "/\(percent)"), RecordedHeader("Location", "/a?b=\(percent)"),
    ] {
      for status in [200, 302] {
        try await assertIsSecret(
          answering: .body(Data("file".utf8), status: status, headers: [header]),
          "\(status) \(header)")
      }
    }
  }

  func testANetworkThatFails() async throws {
    for code in [URLError.Code.networkConnectionLost, .cannotFindHost, .secureConnectionFailed] {
      try await assertIsSecret(answering: .failure(code), "\(code.rawValue)")
    }
    try await assertIsSecret(answering: ReplayAnswer.file.cut(after: 2), "cut")
  }

  func testADownloadToDisk() async throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    let header = RecordedHeader(
      "Content-Disposition", "attachment; filename=\"\(Self.marker).mp4\"")
    let observed = try observed(.body(Data("file".utf8), headers: [header]))
    let request = VisualIntelligence.DownloadAsset("re_1")
    let saved = try await observed.client.download(request, to: .directory(directory.url))
    assertIsSecret(saved)
    assertIsSecret(saved.url.path)
    let error = try await memoriesError {
      try await observed.client.download(request, to: .file(saved.url))
    }
    assertIsSecret(error)
    for event in observed.events { assertIsSecret(event) }
  }

  func testAWait() async throws {
    for data in [
      #"{"video_no":"VI1","status":"FAILED","cause":"\#(Self.marker)"}"#,
      #"{"video_no":"VI1","status":"\#(Self.marker)"}"#,
    ] {
      let observed = try observed(.agreed(data))
      var options = WaitOptions()
      options.timeout = .zero
      let hasty = options
      let error = try await memoriesError {
        try await observed.client.waitUntilSearchable("VI1", options: hasty)
      }
      assertIsSecret(error)
      for event in observed.events { assertIsSecret(event) }
    }
  }

  func testWhatIsRefusedBeforeItIsSent() async throws {
    let observed = try observed(.agreed())
    let error = try await memoriesError {
      try await observed.client.send(VisualSearch.GetMetadata(""))
    }
    assertIsSecret(error)
    for text in [Self.marker + "\nX: y", Self.marker + "ä"] {
      XCTAssertThrowsError(try APIKey(text)) { assertIsSecret($0) }
      XCTAssertThrowsError(try MemoriesClient(environment: ["MEMORIES_API_KEY": text])) {
        assertIsSecret($0)
      }
    }
  }
}

extension String {
  fileprivate func leftPadded(to length: Int) -> String {
    String(repeating: "0", count: Swift.max(0, length - count)) + self
  }
}
