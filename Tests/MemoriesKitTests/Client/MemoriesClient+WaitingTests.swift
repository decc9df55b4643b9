import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class MemoriesClientWaitingTests: XCTestCase {
  private let video: VisualSearch.VideoNo = "VI625239098370850816"
  private let clock = SkippingClock()

  private func video(_ status: String, _ more: String = "") -> ReplayAnswer {
    .envelope(#"{"video_no":"\#(video)","status":"\#(status)"\#(more)}"#)
  }

  private func asset(_ states: [String], id: String = "re_1") -> ReplayAnswer {
    let resources = states.enumerated().map { index, state in
      let name = states.count == 1 ? id : "imc_1_\(index)"
      return #"{"asset_id":"\#(name)","upload_status":"\#(state)"}"#
    }
    return .envelope(
      #"{"total":\#(states.count),"resource":[\#(resources.joined(separator: ","))]}"#)
  }

  /// A client that is asked for the metadata of a video or an asset, and gives these answers.
  private func client(
    _ path: String = "/serve/api/v1/get_metadata", answering answers: [ReplayAnswer],
    adjust: (inout MemoriesClient.Configuration) -> Void = { _ in }
  ) throws -> ReplayedClient {
    try ReplayedClient(Replay(script: [ScriptedRoute("GET", path, answers: answers)])) {
      $0.clock = clock
      adjust(&$0)
    }
  }

  // MARK: Videos

  func testAVideoIsWaitedForUntilItIsSearchable() async throws {
    let observed = try client(answering: [
      video("UNPARSE"), video("UNPARSE"), video("UNPARSE"), video("PARSE", #","duration":"12.5""#),
    ])
    let found = try await observed.client.waitUntilSearchable(video)
    XCTAssertEqual(found.status, .parsed)
    XCTAssertEqual(found.duration, 12.5)
    XCTAssertEqual(clock.sleeps, [.seconds(5), .seconds(7.5), .seconds(11.25)])
    XCTAssertNoThrow(try observed.replay.finish())

    let poll = ["GET /serve/api/v1/get_metadata", "200"]
    XCTAssertEqual(
      observed.story,
      poll + ["waiting 5.0 seconds: UNPARSE"] + poll + ["waiting 7.5 seconds: UNPARSE"] + poll
        + ["waiting 11.25 seconds: UNPARSE"] + poll)
    XCTAssertEqual(
      observed.replay.requests.map { $0.query.map(\.value) },
      Array(repeating: ["VI625239098370850816"], count: 4))
  }

  func testTheScopeIsAskedFor() async throws {
    let observed = try client(answering: [video("PARSE")])
    _ = try await observed.client.waitUntilSearchable(video, scope: .uniqueID("holiday"))
    XCTAssertEqual(
      observed.replay.requests.first?.query.last, URLQueryItem(name: "unique_id", value: "holiday")
    )
  }

  func testAFolderIsRefusedBeforeTheServiceIsAsked() async throws {
    let observed = try client(answering: [])
    let error = try await thrownMemoriesError {
      try await observed.client.waitUntilSearchable(video, scope: .folder(7))
    }
    XCTAssertEqual(error.kind, .invalidRequest)
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.problems.map(\.field), ["scope"])
    XCTAssertEqual(observed.replay.requests, [])
    XCTAssertEqual(clock.sleeps, [])
  }

  func testAVideoThatIsNotVisibleYetIsWaitedFor() async throws {
    let observed = try client(answering: [
      .envelope("null"), .envelope(#"{"video_no":"VI1"}"#), video("PARSE"),
    ])
    var states: [WaitStates<VisualSearch.VideoMetadata>.Element] = []
    for try await state in observed.client.statesUntilSearchable(video) { states.append(state) }
    XCTAssertEqual(states.map { $0.value?.videoNo.rawValue }, [nil, "VI1", video.rawValue])
    XCTAssertEqual(states.map(\.isFinal), [false, false, true])
    XCTAssertEqual(
      observed.story.filter { $0.hasPrefix("waiting") },
      ["waiting 5.0 seconds: not visible yet", "waiting 7.5 seconds: no status"])
  }

  func testEverySpellingOfFailureEndsTheWait() async throws {
    for status in ["FAIL", "FAILED", "PARSE_ERROR", "ERROR"] {
      let observed = try client(answering: [
        video("UNPARSE"), video(status, #","cause":"Indexing failed. ""#),
      ])
      let error = try await thrownMemoriesError {
        try await observed.client.waitUntilSearchable(video)
      }
      XCTAssertEqual(error.kind, .processingFailed)
      XCTAssertEqual(error.outcome, .done)
      XCTAssertEqual(error.lastState, status)
      XCTAssertEqual(error.detail, "Indexing failed. ")
      XCTAssertEqual(error.operation, "VisualSearch.GetMetadata")
      XCTAssertEqual(error.attempts, 2)
    }
  }

  func testAnUnknownStatusIsReportedAndWaitedFor() async throws {
    let observed = try client(answering: [video("REPARSE"), video("PARSE")])
    let found = try await observed.client.waitUntilSearchable(video)
    XCTAssertEqual(found.status, .parsed)
    let poll = ["GET /serve/api/v1/get_metadata", "200"]
    XCTAssertEqual(
      observed.story,
      poll + ["drift: data.status", "waiting 5.0 seconds: REPARSE"] + poll)
  }

  func testPassingFaultsAreShownAndDoNotEndTheWait() async throws {
    let gateway = ReplayAnswer.body(
      Data("<html>Bad Gateway</html>".utf8), type: "text/html", status: 502)
    let observed = try client(answering: [
      video("UNPARSE"), .failure(.networkConnectionLost), .failure(.cannotFindHost), gateway,
      .refusal(code: "0429", msg: "Request has exceeded the limit."),
      ReplayAnswer.envelope("null").cut(after: 5),
      .refusal(code: "0001", msg: "network abnormal"),
      .refusal(code: "0409", msg: "Service is busy, try later"), video("PARSE"),
    ])
    var states: [WaitStates<VisualSearch.VideoMetadata>.Element] = []
    for try await state in observed.client.statesUntilSearchable(video) { states.append(state) }
    XCTAssertEqual(
      states.map(\.fault?.kind),
      [nil, .transport, .transport, .unexpectedAnswer, .rateLimited, .transport, .busy, .busy, nil])
    XCTAssertEqual(states.map(\.polls), Array(1...9))
    XCTAssertEqual(states.last?.value?.status, .parsed)
  }

  func testATimeOutOfAQuestionDoesNotEndTheWait() async throws {
    let watch = TestClock()
    let asked = expectation(description: "the question has arrived")
    let (parsed, polls) = (video("PARSE"), Locked(0))
    let replay = Replay { _ in
      let number = polls.withLock { polls in
        polls += 1
        return polls
      }
      guard number == 1 else { return parsed }
      asked.fulfill()
      return .stall
    }
    let observed = try ReplayedClient(replay) { $0.limitsClock = watch }
    let (client, video) = (observed.client, video)
    let waiting = Task { try await client.waitUntilSearchable(video) }
    await fulfillment(of: [asked], timeout: 60)
    await watch.waitForSleepers(1)
    watch.advance(by: .seconds(60))
    let found = try await waiting.value
    XCTAssertEqual(found.status, .parsed)
    XCTAssertTrue(observed.story.contains("failed: timedOut"), "\(observed.story)")
  }

  func testARefusalOfTheKeyEndsTheWaitAtOnce() async throws {
    let refusals: [(String, MemoriesError.Kind)] = [
      ("0401", .unauthorized), ("0402", .insufficientBalance), ("0403", .forbidden),
      ("9009", .forbidden), ("0003", .refused), ("0001", .refused), ("0409", .conflict),
    ]
    for (code, kind) in refusals {
      let observed = try client(answering: [video("UNPARSE"), .refusal(code: code, msg: "no")])
      let error = try await thrownMemoriesError {
        try await observed.client.waitUntilSearchable(video)
      }
      XCTAssertEqual(error.kind, kind)
      XCTAssertEqual(error.code, code)
      XCTAssertEqual(error.outcome, .refused)
      XCTAssertNoThrow(try observed.replay.finish())
    }
  }

  func testAnInvalidNumberIsNotAskedForAgain() async throws {
    let observed = try client(answering: [])
    let error = try await thrownMemoriesError {
      try await observed.client.waitUntilSearchable(" ")
    }
    XCTAssertEqual(error.kind, .invalidRequest)
    XCTAssertEqual(observed.replay.requests, [])
  }

  func testTheConfigurationSetsThePaceAndTheCallMayChangeIt() async throws {
    var options = WaitOptions()
    options.timeout = .seconds(8)
    let configured = try client(answering: [video("UNPARSE"), video("UNPARSE"), video("UNPARSE")]) {
      $0.waiting = options
    }
    let error = try await thrownMemoriesError {
      try await configured.client.waitUntilSearchable(video)
    }
    XCTAssertEqual(error.kind, .waitExpired)
    XCTAssertEqual(error.lastState, "UNPARSE")
    XCTAssertEqual(error.attempts, 3)
    XCTAssertEqual(clock.sleeps, [.seconds(5), .seconds(3)])

    options.timeout = .seconds(1)
    let changed = try client(answering: [video("UNPARSE"), video("UNPARSE")])
    let other = try await thrownMemoriesError {
      try await changed.client.waitUntilSearchable(video, options: options)
    }
    XCTAssertEqual(other.kind, .waitExpired)
    XCTAssertEqual(other.attempts, 2)
  }

  func testCancellationEndsAQuestionAtOnce() async throws {
    let asked = expectation(description: "the question has arrived")
    let observed = try ReplayedClient(
      Replay { _ in
        asked.fulfill()
        return .stall
      })
    let (client, video) = (observed.client, video)
    let waiting = Task { try await client.waitUntilSearchable(video) }
    await fulfillment(of: [asked], timeout: 60)
    waiting.cancel()
    let error = try await thrownError { try await waiting.value }
    XCTAssertTrue(error is CancellationError, "\(error)")
  }

  func testCancellationEndsAPauseAtOnce() async throws {
    let still = TestClock()
    let observed = try client(answering: [video("UNPARSE")]) { $0.clock = still }
    let (client, video) = (observed.client, video)
    let waiting = Task { try await client.waitUntilSearchable(video) }
    await still.waitForSleepers(1)
    waiting.cancel()
    let error = try await thrownError { try await waiting.value }
    XCTAssertTrue(error is CancellationError, "\(error)")
  }

  // MARK: Assets

  private func assets(_ answers: [ReplayAnswer], id: String = "re_1") throws -> ReplayedClient {
    try client("/serve/api/v2/\(id)/metadata", answering: answers)
  }

  func testAnAssetIsWaitedForUntilItIsReady() async throws {
    let observed = try assets([asset(["WAITING"]), asset(["UPLOADING"]), asset(["SUCCESS"])])
    let found = try await observed.client.waitUntilReady("re_1")
    XCTAssertEqual(found.assetID, "re_1")
    XCTAssertEqual(found.uploadStatus, .success)
    XCTAssertEqual(clock.sleeps, [.seconds(5), .seconds(7.5)])
    XCTAssertNoThrow(try observed.replay.finish())
  }

  func testAnAssetThatIsNotListedYetIsWaitedFor() async throws {
    let observed = try assets([
      asset([]), .envelope("{}"), .envelope(#"{"resource":null}"#),
      .envelope(#"{"resource":[{"asset_id":"re_1"}]}"#), asset(["SUCCESS"]),
    ])
    var states: [WaitStates<VisualIntelligence.Asset>.Element] = []
    for try await state in observed.client.statesUntilReady("re_1") { states.append(state) }
    XCTAssertEqual(states.map { $0.value?.assetID }, [nil, nil, nil, "re_1", "re_1"])
    XCTAssertEqual(
      observed.story.compactMap { $0.hasPrefix("waiting") ? $0.split(separator: ":").last : nil },
      [" not visible yet", " not visible yet", " not visible yet", " no status"])
  }

  func testAnAssetThatFailsEndsTheWait() async throws {
    let observed = try assets([asset(["UPLOADING"]), asset(["FAILED"])])
    let error = try await thrownMemoriesError {
      try await observed.client.waitUntilReady("re_1")
    }
    XCTAssertEqual(error.kind, .processingFailed)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.lastState, "FAILED")
    XCTAssertEqual(error.operation, "VisualIntelligence.GetAssetMetadata")
    XCTAssertEqual(error.attempts, 2)
  }

  func testAnUnknownStateOfAnAssetIsWaitedFor() async throws {
    let observed = try assets([asset(["SCANNING"]), asset(["SUCCESS"])])
    _ = try await observed.client.waitUntilReady("re_1")
    XCTAssertTrue(
      observed.story.contains("waiting 5.0 seconds: SCANNING"), "\(observed.story)")
    XCTAssertTrue(
      observed.story.contains("drift: data.resource[0].uploadStatus"), "\(observed.story)")
  }

  func testACollectionIsReadyWhenEveryFrameIs() async throws {
    let observed = try assets(
      [asset(["SUCCESS", "UPLOADING"]), asset(["SUCCESS", "SUCCESS"])], id: "im_1")
    let found = try await observed.client.waitUntilReady("im_1")
    XCTAssertEqual(found.assetID, "imc_1_0")
    XCTAssertEqual(observed.replay.requests.count, 2)
  }

  func testAFrameThatFailsEndsTheWaitForACollection() async throws {
    let observed = try assets([asset(["SUCCESS", "FAILED", "UPLOADING"])], id: "im_1")
    let error = try await thrownMemoriesError {
      try await observed.client.waitUntilReady("im_1")
    }
    XCTAssertEqual(error.kind, .processingFailed)
  }

  func testARefusalOfTheKeyEndsTheWaitForAnAsset() async throws {
    let observed = try assets([
      .json(#"{"code":401,"msg":"Unauthorized","data":null}"#, status: 401)
    ])
    let error = try await thrownMemoriesError {
      try await observed.client.waitUntilReady("re_1")
    }
    XCTAssertEqual(error.kind, .unauthorized)
    XCTAssertEqual(clock.sleeps, [])
  }
}
