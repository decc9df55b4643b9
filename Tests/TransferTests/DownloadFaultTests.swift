import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// What can go wrong with a download on the wire: each is a typed error, and no file is left.
final class DownloadFaultTests: TransferTestCase {
  private func failure(
    of answer: Sandbox.Answer, file: StaticString = #filePath, line: UInt = #line
  ) async throws -> MemoriesError {
    serve(answer)
    let (client, request) = (try client(), anyLocation)
    let directory = folder.url
    let error = await failure(file: file, line: line) {
      _ = try await client.download(request, to: .directory(directory))
    }
    XCTAssertEqual(try leftovers(), [], file: file, line: line)
    return try XCTUnwrap(error, file: file, line: line)
  }

  private func video(
    _ framing: Sandbox.Answer.Framing, ending: Sandbox.Answer.Ending
  ) -> Sandbox.Answer {
    var answer = Sandbox.Answer(
      headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 500_000), framing: framing)
    answer.ending = ending
    return answer
  }

  func testTruncationOfASizedBody() async throws {
    let error = try await failure(of: video(.sized, ending: .truncated(after: 123_456)))
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.status, 200)
  }

  func testTruncationOfAChunkedBody() async throws {
    let error = try await failure(of: video(.chunked, ending: .truncated(after: 123_456)))
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.outcome, .done)
  }

  func testTruncationThatOnlyTheExpectedSizeReveals() async throws {
    // A body that lasts until the connection is closed looks whole wherever that happens.
    serve(video(.untilClose, ending: .truncated(after: 123_456)))
    let (client, request) = (try client(), anyLocation)
    let directory = folder.url
    let file = try await client.download(request, to: .directory(directory))
    XCTAssertEqual(file.byteCount, 123_456)
    XCTAssertFalse(file.isLengthVerified)
    try FileManager.default.removeItem(at: file.url)

    let error = await failure {
      _ = try await client.download(
        request, to: .directory(directory), expectedByteCount: 500_000)
    }
    XCTAssertEqual(error?.kind, .unexpectedSize)
    XCTAssertEqual(error?.outcome, .done)
    XCTAssertEqual(try leftovers(), [])
  }

  func testResetInTheBody() async throws {
    let error = try await failure(of: video(.chunked, ending: .reset(after: 123_456)))
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.outcome, .done)
  }

  func testResetInABodyWithoutLength() async throws {
    let error = try await failure(of: video(.untilClose, ending: .reset(after: 123_456)))
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.outcome, .done)
  }

  func testResetBeforeTheHead() async throws {
    let error = try await failure(of: video(.sized, ending: .resetBeforeHead))
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.outcome, .unknown)
    XCTAssertNil(error.status)
  }

  #if compiler(>=6.4)
  // Before, Foundation on Linux traps here ("there's no response"), as it does at a trailer, and
  // nothing outside of it can help. README says so.
  func testHeadCutInTheMiddle() async throws {
    let error = try await failure(of: video(.sized, ending: .truncatedHead))
    XCTAssertEqual(error.kind, .transport)
  }
  #endif

  func testAResetBeforeTheHeadIsNotSentAgainByTheSystem() async throws {
    // libcurl repeats a request without a body when a kept connection breaks before any answer.
    let client = try client()
    serve(500_000)
    for _ in 0..<3 {
      _ = try await client.send(VisualSearch.GetMetadata("VI1"))
      _ = try await client.download(anyLocation, to: .directory(folder.url))
    }
    try sandbox.failAlways(download, with: .resetAfterBody)
    let before = sandbox.exchanges.count
    let (request, directory) = (anyLocation, folder.url)
    let error = await failure {
      _ = try await client.download(request, to: .directory(directory))
    }
    XCTAssertEqual(error?.outcome, .unknown)
    XCTAssertEqual(sandbox.exchanges.count, before + 1)
  }

  func testEmptyAnswers() async throws {
    for framing in [Sandbox.Answer.Framing.sized, .chunked, .untilClose] {
      let error = try await failure(
        of: Sandbox.Answer(headers: ["Content-Type": "video/mp4"], framing: framing))
      XCTAssertEqual(error.kind, .unexpectedAnswer)
    }
  }

  func testNoContent() async throws {
    let error = try await failure(of: Sandbox.Answer(status: 204))
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.status, 204)
  }

  func testGatewayPage() async throws {
    let error = try await failure(
      of: Sandbox.Answer(
        status: 502, headers: ["Content-Type": "text/html"], body: .text("<h1>Bad gateway</h1>")))
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.status, 502)
    XCTAssertEqual(error.excerpt, "<h1>Bad gateway</h1>")
    XCTAssertEqual(error.outcome, .unknown)
  }

  func testABasicChallengeIsAnAnswer() async throws {
    // On Linux a task that meets one never ends by itself.
    let error = try await failure(
      of: Sandbox.Answer(
        status: 401,
        headers: ["Content-Type": "text/plain", "WWW-Authenticate": "Basic realm=\"x\""],
        body: .text("who are you?")))
    XCTAssertEqual(error.kind, .unauthorized)
    XCTAssertEqual(error.status, 401)
  }

  func testInformationalAnswersAreNotTheAnswer() async throws {
    var answer = Sandbox.Answer(
      headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 500_000))
    answer.interimStatuses = [100, 103, 103]
    serve(answer)
    let file = try await client().download(anyLocation, to: .directory(folder.url))
    XCTAssertEqual(file.byteCount, 500_000)
    XCTAssertTrue(Sandbox.Pattern.matches(try Data(contentsOf: file.url)))
  }

  func testASlowDripArrivesWhole() async throws {
    var answer = Sandbox.Answer(
      headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 40_000), framing: .chunked)
    answer.pace = Sandbox.Pace(pieceSize: 1_000, pause: .milliseconds(2))
    serve(answer)
    let file = try await client().download(anyLocation, to: .directory(folder.url))
    XCTAssertTrue(Sandbox.Pattern.matches(try Data(contentsOf: file.url)))
  }

  func testAStalledBodyRunsIntoTheLimit() async throws {
    let clock = TestClock()
    serve(video(.chunked, ending: .stalled(after: 100_000)))
    let heads = AsyncStream<Void>.makeStream()
    let client = try client {
      $0.limitsClock = clock
      $0.observer = { if $0.kind == .answered { heads.continuation.yield() } }
    }
    let (request, directory) = (anyLocation, folder.url)
    async let result = Result(of: {
      try await client.download(request, to: .directory(directory))
    })
    for await _ in heads.stream { break }
    // However the last bytes and the clock interleave, some tick is one limit after the last byte.
    let ticking = Task {
      while !Task.isCancelled {
        clock.advance(by: .seconds(30))
        await Task.yield()
      }
    }
    let outcome = await result
    ticking.cancel()
    let error = try XCTUnwrap(outcome.failure as? MemoriesError)
    XCTAssertEqual(error.kind, .timedOut)
    XCTAssertEqual(error.timeLimit, .stall)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(try leftovers(), [])
  }

  func testStopsAtTheAllowedSize() async throws {
    serve(500_000)
    let (client, request) = (try client(), anyLocation)
    let directory = folder.url
    let error = await failure {
      _ = try await client.download(
        request, to: .directory(directory), maximumByteCount: 499_999)
    }
    XCTAssertEqual(error?.kind, .tooLarge)
    XCTAssertEqual(try leftovers(), [])
    let file = try await client.download(
      request, to: .directory(directory), maximumByteCount: 500_000)
    XCTAssertEqual(file.byteCount, 500_000)
  }
}

extension Result where Failure == any Error {
  init(of body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }

  var failure: (any Error)? {
    if case .failure(let error) = self { error } else { nil }
  }
}
