import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What becomes of a call whose attempts fail: which are followed by another, when, and what is
/// said about it.
final class CourierRetryTests: XCTestCase {
  /// What one attempt meets.
  private struct Scene: Sendable {
    let play: ConductedEngine.Conduct

    /// An answer, after the whole body.
    static func answer(
      _ status: Int, _ headers: [String: String] = [:], _ body: String = ""
    ) -> Scene {
      Scene { _, exchange in
        if exchange.bodyLength != nil { exchange.sendAll() }
        exchange.answer(status, headers, [body])
      }
    }

    static let success = answer(200, [:], #"{"code":"0000","data":1}"#)
    static let rateLimit = answer(200, [:], #"{"code":"0429","msg":"slow down"}"#)

    static func rateLimit(retryAfter: String) -> Scene {
      answer(429, ["Retry-After": retryAfter], #"{"code":429}"#)
    }

    /// The connection breaks once the request is out.
    static let lost = Scene { _, exchange in
      if exchange.bodyLength != nil { exchange.sendAll() }
      exchange.didEnd(
        .connection(code: URLError.Code.networkConnectionLost.rawValue, reason: "lost"))
    }

    /// Nobody asks for the body.
    static let unreached = Scene { _, exchange in
      exchange.didEnd(
        .connection(code: URLError.Code.cannotConnectToHost.rawValue, reason: "closed"))
    }
  }

  private let pauses = SkippingClock()
  private let told = Locked<[String]>([])

  /// Plays one scene for each request, and for any further one the last.
  private func engine(_ scenes: [Scene]) -> ConductedEngine {
    let number = Locked(0)
    return ConductedEngine { request, exchange in
      let index = number.withLock { number in
        defer { number += 1 }
        return number
      }
      scenes[min(index, scenes.count - 1)].play(request, exchange)
    }
  }

  private func courier(
    _ engine: ConductedEngine, clock: (any Clock<Duration>)? = nil,
    limitsClock: any Clock<Duration> = TestClock(),
    limits: [OperationTraits.RateGroup: OperationTraits.RateLimit] = [:],
    budget: Int = 20
  ) -> Courier {
    let clock = clock ?? pauses
    return Courier(
      engine: engine, timer: WatchdogTimer(limitsClock), clock: clock, random: { 0.5 },
      pacer: RatePacer(limits: limits, clock: clock),
      budget: RetryBudget(capacity: budget))
  }

  private static func text(_ event: ClientEvent) -> String? {
    let kind = event.error.map { "\($0.kind)" } ?? "?"
    return switch event.kind {
    case .attemptStarted: event.attempt.map { "attempt \($0)" }
    case .repeating:
      "repeating as \(event.attempt ?? 0) after \(event.duration ?? .zero): \(kind)"
    case .notRepeating: "not repeating \(kind) \(event.attempt ?? 0): \(event.reason ?? "?")"
    case .waiting: "waiting \(event.duration ?? .zero)"
    default: nil
    }
  }

  private func call(
    _ safety: ReplaySafety = .billed, limits: TimeLimits = TimeLimits(),
    policy: RetryPolicy = RetryPolicy(), group: OperationTraits.RateGroup = .search
  ) throws -> PreparedCall {
    try .test(
      "POST", body: .json(Data("{}".utf8)), limits: limits, policy: policy, safety: safety,
      group: group,
      observer: { [told] event in
        if let text = Self.text(event) { told.withLock { $0.append(text) } }
      })
  }

  // MARK: Repetitions

  func testASafeCallIsSentAgainUntilItSucceeds() async throws {
    let engine = engine([.lost, .answer(502, [:], "<html>"), .success])
    let answer = try await courier(engine).fetch(call(.safe), progress: nil)
    XCTAssertNil(answer.refusal)
    XCTAssertEqual(answer.attempts, 3)
    XCTAssertEqual(engine.requests.count, 3)
    XCTAssertEqual(pauses.sleeps, [.milliseconds(250), .milliseconds(500)])
  }

  func testTheLastErrorIsThrownAndCountsTheAttempts() async throws {
    let engine = engine([.lost, .lost, .answer(504, [:], "<html>")])
    let error = try await thrownMemoriesError {
      try await courier(engine).fetch(call(.safe), progress: nil)
    }
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.status, 504)
    XCTAssertEqual(error.attempts, 3)
    XCTAssertEqual(engine.requests.count, 3)
  }

  func testABilledCallIsNotSentAgainOnceItMayHaveBeenAccepted() async throws {
    for scene in [Scene.lost, .answer(502, [:], "<html>"), .answer(503, ["Retry-After": "1"])] {
      let engine = engine([scene, .success])
      let error = try await thrownMemoriesError {
        try await courier(engine).fetch(call(), progress: nil)
      }
      XCTAssertEqual(error.outcome, .unknown)
      XCTAssertEqual(error.attempts, 1)
      XCTAssertEqual(engine.requests.count, 1)
    }
  }

  func testABilledCallIsSentAgainWhenNobodyAskedForItsBody() async throws {
    let engine = engine([.unreached, .unreached, .success])
    let answer = try await courier(engine).fetch(call(), progress: nil)
    XCTAssertEqual(answer.attempts, 3)
  }

  func testABilledCallIsSentAgainAfterAnOverloadThatDidNotWaitForItsBody() async throws {
    let overload = Scene { _, exchange in
      exchange.didSend(1)
      exchange.answer(503, ["Retry-After": "2"])
    }
    let answer = try await courier(engine([overload, .success])).fetch(call(), progress: nil)
    XCTAssertEqual(answer.attempts, 2)
    XCTAssertEqual(pauses.sleeps, [.seconds(2)])
  }

  func testAnOverloadThatDidNotWaitForTheBodyIsARefusal() async throws {
    let overload = Scene { _, exchange in
      exchange.didSend(1)
      exchange.answer(503, ["Retry-After": "2"], ["<html>"])
    }
    let refused = try await thrownMemoriesError {
      try await courier(engine([overload])).fetch(call(), progress: nil)
    }
    XCTAssertEqual(refused.outcome, .refused)
    XCTAssertEqual(refused.attempts, 3)
    let unsent = try await thrownMemoriesError {
      try await courier(engine([overload, .unreached])).fetch(call(), progress: nil)
    }
    XCTAssertEqual(unsent.kind, .transport)
    XCTAssertEqual(unsent.outcome, .notSent)
  }

  func testADownloadWithoutABodyIsWholeWhenAnOverloadIsTold() async throws {
    let engine = engine([.answer(503, ["Retry-After": "2"]), .success])
    let error = try await thrownMemoriesError {
      try await courier(engine).fetch(
        .test(policy: RetryPolicy(), expectsFile: true), progress: nil)
    }
    XCTAssertEqual(error.attempts, 1)
    XCTAssertEqual(engine.requests.count, 1)
  }

  func testWhatIsNeverRepeatedIsSentOnce() async throws {
    for scene in [Scene.rateLimit, .unreached, .lost] {
      let engine = engine([scene, .success])
      // A refusal is an answer here, and who reads it makes it an error.
      _ = try? await courier(engine).fetch(call(.never), progress: nil)
      XCTAssertEqual(engine.requests.count, 1)
    }
  }

  func testARefusalForTheRateIsRepeatedAndAtLastReturned() async throws {
    let engine = engine([.rateLimit])
    let answer = try await courier(engine).fetch(call(), progress: nil)
    XCTAssertEqual(answer.envelope.code, "0429")
    XCTAssertEqual(answer.attempts, 3)
    XCTAssertEqual(engine.requests.count, 3)
  }

  func testARefusalForTheRateThatIsNotClearIsNotRepeatedWhereItCosts() async throws {
    for answer in [
      #"{"code":"0429","success":true}"#, #"{"code":"0429","data":{"videoNo":"VI1"}}"#,
    ] {
      for (safety, attempts) in [(ReplaySafety.billed, 1), (.safe, 2)] {
        let engine = engine([.answer(200, [:], answer), .success])
        let received = try await courier(engine).fetch(call(safety), progress: nil)
        XCTAssertEqual(received.attempts, attempts, answer)
        XCTAssertEqual(received.refusal?.outcome, safety == .safe ? nil : .unknown)
      }
    }
  }

  func testARefusalThatIsContradictedIsNotRepeatedUnderAnyStatus() async throws {
    let envelope = #"{"code":"0000","success":true,"failed":false,"data":{"videoNo":"VI1"}}"#
    let foreign =
      #"{"status":"errored","error":{"code":"0429","retryAfter":0},"code":"0000","success":true,"data":{"videoNo":"VI1"}}"#
    for (status, body) in [(429, envelope), (200, foreign), (429, #"{"videoNo":"VI1"}"#)] {
      let engine = engine([.answer(status, ["Retry-After": "0"], body), .success])
      let outcome: MemoriesError.Outcome?
      do {
        outcome = try await courier(engine).fetch(call(), progress: nil).refusal?.outcome
      } catch let error as MemoriesError {
        outcome = error.outcome
      }
      XCTAssertEqual(outcome, .unknown, body)
      XCTAssertEqual(engine.requests.count, 1, body)
    }
  }

  func testARefusalFromBehindARedirectIsNotClearWhereItCosts() async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    for (status, body) in [(429, #"{"code":"0429"}"#), (404, "{}"), (402, "<html>")] {
      for (safety, outcome) in [(.billed, .unknown), (.safe, .refused)]
        as [(ReplaySafety, MemoriesError.Outcome)]
      {
        let engine = engine([
          .answer(302, ["Location": "/x"]),
          .answer(status, ["Content-Type": "application/json", "Retry-After": "3600"], body),
        ])
        let error = try await thrownMemoriesError {
          try await courier(engine).download(
            .test(policy: RetryPolicy(), safety: safety, expectsFile: true),
            to: .directory(folder.url), progress: nil)
        }
        XCTAssertEqual(error.outcome, outcome, "\(status)")
        XCTAssertEqual(error.status, status)
        XCTAssertEqual(engine.requests.count, 2)
      }
    }
    let engine = engine([
      .answer(302, ["Location": "/x"]),
      .answer(429, ["Content-Type": "application/json", "Retry-After": "0"], #"{"code":"0429"}"#),
      .answer(302, ["Location": "/x"]), whole,
    ])
    let error = try await thrownMemoriesError {
      try await download(courier(engine), to: folder, policy: RetryPolicy())
    }
    XCTAssertEqual(error.kind, .rateLimited)
    XCTAssertEqual(error.outcome, .unknown)
    XCTAssertEqual(engine.requests.count, 2)
  }

  func testABusyServiceIsAskedAgainWhereThatCostsNothing() async throws {
    for answer in [
      #"{"code":"0001","msg":"network abnormal","data":null,"success":false}"#,
      #"{"code":"0409","msg":"Service is busy, try later"}"#,
    ] {
      for (safety, attempts) in [(ReplaySafety.safe, 2), (.billed, 1), (.never, 1)] {
        let engine = engine([.answer(200, [:], answer), .success])
        let received = try await courier(engine).fetch(call(safety), progress: nil)
        XCTAssertEqual(received.attempts, attempts, "\(safety) \(answer)")
        XCTAssertEqual(received.refusal?.kind, safety == .safe ? nil : .busy)
      }
    }
  }

  func testTheBodyTellsHowLongToWaitWhereTheHeadDoesNot() async throws {
    let body = #"{"error":{"code":"rate_limited","message":"slow down","retry_after":1.5}}"#
    _ = try await courier(engine([.answer(429, [:], body), .success]))
      .fetch(call(), progress: nil)
    _ = try await courier(engine([.answer(429, ["Retry-After": "2.5"], body), .success]))
      .fetch(call(), progress: nil)
    XCTAssertEqual(pauses.sleeps, [.milliseconds(1500), .milliseconds(2500)])
  }

  func testARefusalIsComplete() async throws {
    let headers = ["X-Request-ID": "req_1", "Retry-After": "7200"]
    let answer = try await courier(engine([.answer(429, headers, #"{"code":429}"#)]))
      .fetch(call(), progress: nil)
    XCTAssertEqual(
      answer.refusal,
      MemoriesError(
        .rateLimited, .refused, operation: "Test", replaySafety: .billed, attempts: 1, status: 429,
        code: "429", requestID: "req_1", retryAfter: .seconds(7200)))
  }

  func testTheErrorOfEachAttemptIsToldComplete() async throws {
    let events = Locked<[ClientEvent]>([])
    let call = try PreparedCall.test(
      policy: RetryPolicy(), safety: .safe,
      observer: { event in events.withLock { $0.append(event) } })
    _ = try await thrownMemoriesError {
      try await courier(engine([.answer(502, ["X-Request-ID": "req_1"], "<html>")]))
        .fetch(call, progress: nil)
    }
    let errors = events.withLock { $0 }.compactMap(\.error)
    XCTAssertEqual(errors.map(\.attempts), [1, 2, 3])
    for error in errors {
      XCTAssertEqual(error.operation, "Test")
      XCTAssertEqual(error.replaySafety, .safe)
      XCTAssertEqual(error.requestID, "req_1")
    }
  }

  func testEachAttemptSendsTheWholeBodyAnew() async throws {
    let bodies = Locked<[String]>([])
    let engine = ConductedEngine { request, exchange in
      var buffer = [UInt8](repeating: 0, count: 100)
      let count = buffer.withUnsafeMutableBytes { (try? request.body?.read($0)) ?? 0 }
      bodies.withLock { $0.append(String(decoding: buffer.prefix(count), as: UTF8.self)) }
      exchange.sendAll()
      exchange.answer(429)
    }
    _ = try? await courier(engine).fetch(call(), progress: nil)
    XCTAssertEqual(bodies.withLock { $0 }, ["{}", "{}", "{}"])
  }

  func testRedirectsAreNoAttempts() async throws {
    let engine = engine([
      .answer(302, ["Location": "/b"]), .answer(302, ["Location": "/c"]), .lost,
      .answer(302, ["Location": "/d"]), .success,
    ])
    let call = try PreparedCall.test(policy: RetryPolicy(), safety: .safe)
    let answer = try await courier(engine).fetch(call, progress: nil)
    XCTAssertEqual(answer.attempts, 2)
    XCTAssertEqual(engine.requests.map(\.url.path), ["/a", "/b", "/c", "/a", "/d"])
  }

  func testACircleOfRedirectsIsOneAttempt() async throws {
    let engine = engine([.answer(302, ["Location": "/a"])])
    let error = try await thrownMemoriesError {
      try await courier(engine).fetch(.test(policy: RetryPolicy(), safety: .safe), progress: nil)
    }
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.attempts, 1)
    XCTAssertEqual(engine.requests.count, 6)
  }

  // MARK: Downloads

  private let half = Scene { _, exchange in
    exchange.answer(
      200, ["Content-Type": "video/mp4", "Content-Length": "4"], ["bo"],
      failure: .connection(code: URLError.Code.networkConnectionLost.rawValue, reason: "lost"))
  }
  private let whole = Scene.answer(
    200, ["Content-Type": "video/mp4", "Content-Length": "4"], "body")

  private func download(
    _ courier: Courier, to folder: TemporaryDirectory, policy: RetryPolicy
  ) async throws -> DownloadedFile {
    try await courier.download(
      .test(policy: policy, expectsFile: true), to: .directory(folder.url),
      progress: nil)
  }

  func testADownloadIsNotAskedForAgainOnceItHasBegun() async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let engine = engine([half, whole])
    let error = try await thrownMemoriesError {
      try await download(courier(engine), to: folder, policy: RetryPolicy())
    }
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(engine.requests.count, 1)
    XCTAssertEqual(try folder.names(), [])
  }

  func testADownloadMayBeRepeatedByPermission() async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    var policy = RetryPolicy()
    policy.repeatsBilledDownloads = true
    let engine = engine([half, half, whole])
    let file = try await download(courier(engine), to: folder, policy: policy)
    XCTAssertEqual(try Data(contentsOf: file.url), Data("body".utf8))
    XCTAssertEqual(engine.requests.count, 3)
    XCTAssertEqual(try folder.names(), ["movie.mp4"])
  }

  func testWhatWasPaidForOnceStaysPaidFor() async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    var policy = RetryPolicy()
    policy.repeatsBilledDownloads = true
    let unknownHost = Scene { _, exchange in
      exchange.didSendNothing()
      exchange.didEnd(.connection(code: URLError.Code.cannotFindHost.rawValue, reason: "no host"))
    }
    let error = try await thrownMemoriesError {
      try await download(
        courier(engine([half, unknownHost])), to: folder, policy: policy)
    }
    XCTAssertEqual(error.transportCode, URLError.Code.cannotFindHost.rawValue)
    XCTAssertEqual(error.attempts, 3)
    XCTAssertEqual(error.outcome, .done)
  }

  // MARK: Pauses

  func testThePauseIsAsLongAsTheServiceAsks() async throws {
    let engine = engine([.rateLimit(retryAfter: "7"), .success])
    _ = try await courier(engine).fetch(call(), progress: nil)
    XCTAssertEqual(pauses.sleeps, [.seconds(7)])
  }

  func testAServiceThatAsksForTooMuchIsAskedNoMore() async throws {
    let engine = engine([.rateLimit(retryAfter: "3600"), .success])
    let answer = try await courier(engine).fetch(call(), progress: nil)
    XCTAssertNotNil(answer.refusal)
    XCTAssertEqual(pauses.sleeps, [])
    XCTAssertEqual(engine.requests.count, 1)
    XCTAssertEqual(
      told.withLock { $0 }.last,
      "not repeating rateLimited 1: the service asked to wait 3600.0 seconds, and 32.0 seconds is "
        + "the most that is left")
  }

  func testATotalLimitBoundsThePauses() async throws {
    var limits = TimeLimits()
    limits.total = .seconds(5)
    let engine = engine([.rateLimit(retryAfter: "6"), .success])
    _ = try await courier(engine).fetch(call(limits: limits), progress: nil)
    XCTAssertEqual(engine.requests.count, 1)
  }

  func testCancellationEndsAPause() async throws {
    let clock = TestClock()
    let engine = engine([.lost, .success])
    let courier = courier(engine, clock: clock)
    let call = try call(.safe)
    let task = Task { try await courier.fetch(call, progress: nil) }
    await clock.waitForSleepers(1)
    task.cancel()
    let error = try await thrownError { try await task.value }
    XCTAssertTrue(error is CancellationError, "\(error)")
    XCTAssertEqual(engine.requests.count, 1)
  }

  // MARK: The budget

  func testAnOutageUsesUpTheBudgetAndThenEachCallIsSentOnce() async throws {
    let engine = engine([.lost])
    let courier = courier(engine, budget: 3)
    var attempts: [Int] = []
    for _ in 0..<4 {
      let error = try await thrownMemoriesError {
        try await courier.fetch(call(.safe), progress: nil)
      }
      attempts.append(error.attempts)
    }
    XCTAssertEqual(attempts, [3, 2, 1, 1])
    XCTAssertEqual(
      told.withLock { $0 }.last,
      "not repeating transport 1: too many calls of this client have failed lately")
  }

  func testWhatWouldNotBeRepeatedAnywayCostsNothingOfTheBudget() async throws {
    let engine = engine([.lost, .lost, .lost, .unreached, .success])
    let courier = courier(engine, budget: 1)
    for _ in 0..<3 {
      _ = try await thrownMemoriesError { try await courier.fetch(call(), progress: nil) }
    }
    let answer = try await courier.fetch(call(), progress: nil)
    XCTAssertEqual(answer.attempts, 2)
  }

  // MARK: Rate limits

  func testAfterARefusalTheCallsOfTheGroupAreSpacedOut() async throws {
    let engine = engine([.rateLimit, .success])
    let courier = courier(engine)
    _ = try await courier.fetch(call(), progress: nil)
    _ = try await courier.fetch(call(), progress: nil)
    _ = try await courier.fetch(call(group: .list), progress: nil)
    // The pause of the repetition is a part of the second until its turn. The first success has
    // raised the rate by a tenth.
    XCTAssertEqual(pauses.sleeps, [.milliseconds(250), .milliseconds(750), .milliseconds(900)])
  }

  func testALimitSetByHandIsKeptFromTheFirstCall() async throws {
    let courier = courier(
      engine([.success]), limits: [.search: OperationTraits.RateLimit(1, per: .seconds(3))])
    for _ in 0..<3 { _ = try await courier.fetch(call(), progress: nil) }
    XCTAssertEqual(pauses.sleeps, [.seconds(3), .seconds(3)])
  }

  func testATurnThatComesTooLateForTheTotalEndsTheCallUnsent() async throws {
    let engine = engine([.success])
    let courier = courier(
      engine, limits: [.search: OperationTraits.RateLimit(1, per: .seconds(60))])
    _ = try await courier.fetch(call(), progress: nil)
    var limits = TimeLimits()
    limits.total = .seconds(59)
    let error = try await thrownMemoriesError {
      try await courier.fetch(call(limits: limits), progress: nil)
    }
    XCTAssertEqual(error.kind, .timedOut)
    XCTAssertEqual(error.timeLimit, .total)
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.attempts, 0)
    XCTAssertEqual(engine.requests.count, 1)
    XCTAssertEqual(pauses.sleeps, [])
  }

  func testTheLastRefusalIsWhatRemainsWhenAnotherTurnWouldComeTooLate() async throws {
    var limits = TimeLimits()
    limits.total = .milliseconds(1500)
    let clock = SkippingClock()
    let refusal = Scene.answer(429, ["Retry-After": "0"], #"{"code":"0429","msg":"slow down"}"#)
    let engine = engine([refusal])
    let answer = try await courier(engine, clock: clock, limitsClock: clock)
      .fetch(call(limits: limits), progress: nil)
    let error = try XCTUnwrap(answer.refusal)
    XCTAssertEqual(error.kind, .rateLimited)
    XCTAssertEqual(error.outcome, .refused)
    XCTAssertEqual(error.status, 429)
    XCTAssertEqual(error.serverMessage, "slow down")
    XCTAssertEqual(error.attempts, 2)
    XCTAssertEqual(error.detail, "within its total limit there was no turn for another attempt")
    XCTAssertEqual(engine.requests.count, 2)
    XCTAssertEqual(
      told.withLock { $0 }.last,
      "not repeating rateLimited 2: within its total limit there was no turn for another attempt")

    let html = Scene.answer(429, ["Retry-After": "0"], "<html>")
    let thrown = try await thrownMemoriesError {
      try await courier(self.engine([html]), clock: clock, limitsClock: clock)
        .fetch(call(limits: limits), progress: nil)
    }
    XCTAssertEqual(thrown.kind, .rateLimited)
    XCTAssertEqual(thrown.outcome, .refused)
    XCTAssertEqual(thrown.attempts, 2)
    XCTAssertTrue(
      thrown.detail?.hasSuffix("; within its total limit there was no turn for another attempt")
        ?? false, "\(thrown)")
  }

  func testACallWaitsForItsTurnBeforeItsFileIsOpened() async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let file = folder.url.appendingPathComponent("movie.mp4")
    var form: [MemoriesRequest.Part] = []
    form.add("file", .file(file))
    let clock = TestClock()
    let engine = engine([.success])
    let courier = courier(
      engine, clock: clock, limits: [.upload: OperationTraits.RateLimit(1, per: .seconds(60))])
    _ = try await courier.fetch(call(group: .upload), progress: nil)

    let call = try PreparedCall.test("POST", body: .multipart(form), group: .upload)
    let task = Task { try await courier.fetch(call, progress: nil) }
    await clock.waitForSleepers(1)
    XCTAssertEqual(engine.requests.count, 1)
    // Had it been opened before, the call would have failed: there was no file.
    try Data("video".utf8).write(to: file)
    clock.advance(by: .seconds(60))
    _ = try await task.value
    XCTAssertEqual(engine.requests.count, 2)
  }

  func testCancellationEndsTheWaitForATurnAndFreesIt() async throws {
    let clock = TestClock()
    let engine = engine([.success])
    let courier = courier(
      engine, clock: clock, limits: [.search: OperationTraits.RateLimit(1, per: .seconds(60))])
    let call = try call()
    _ = try await courier.fetch(call, progress: nil)
    let cancelled = Task { try await courier.fetch(call, progress: nil) }
    await clock.waitForSleepers(1)
    cancelled.cancel()
    let error = try await thrownError { try await cancelled.value }
    XCTAssertTrue(error is CancellationError, "\(error)")

    let next = Task { try await courier.fetch(call, progress: nil) }
    await clock.waitForSleepers(1)
    clock.advance(by: .seconds(600))
    _ = try await next.value
    XCTAssertEqual(engine.requests.count, 2)
    XCTAssertEqual(
      told.withLock { $0 },
      ["attempt 1", "waiting 60.0 seconds", "waiting 60.0 seconds", "attempt 1"])
  }

  func testWaitingCallsLeaveInTheOrderInWhichTheyCame() async throws {
    let clock = TestClock()
    let engine = engine([.success])
    let courier = courier(
      engine, clock: clock, limits: [.search: OperationTraits.RateLimit(1, per: .seconds(1))])
    var calls: [Task<Courier.Fetched, any Error>] = []
    _ = try await courier.fetch(call(), progress: nil)
    for number in 1...5 {
      let call = try PreparedCall.test(at: "https://api.example/\(number)", group: .search)
      calls.append(Task { try await courier.fetch(call, progress: nil) })
      await clock.waitForSleepers(number)
    }
    for call in calls {
      clock.advance(by: .seconds(1))
      _ = try await call.value
    }
    XCTAssertEqual(engine.requests.dropFirst().map(\.url.path), ["/1", "/2", "/3", "/4", "/5"])
  }

  // MARK: Files

  func testAFileThatChangedBetweenTwoAttemptsIsNotSent() async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let file = try folder.write(Data("the video that was meant".utf8), named: "movie.mp4")
    var form: [MemoriesRequest.Part] = []
    form.add("file", .file(file))
    let call = try PreparedCall.test(
      "POST", body: .multipart(form), policy: RetryPolicy(), group: .upload)
    let engine = engine([
      Scene { _, exchange in
        exchange.sendAll()
        try? Data("another".utf8).write(to: file)
        exchange.answer(429)
      }, .success,
    ])
    let error = try await thrownMemoriesError {
      try await courier(engine).fetch(call, progress: nil)
    }
    XCTAssertEqual(error.kind, .fileSystem)
    XCTAssertEqual(error.fileFailure?.reason, .changed)
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.attempts, 1)
    XCTAssertEqual(engine.requests.count, 1)
  }

  // MARK: The observer

  func testEveryDecisionIsTold() async throws {
    let engine = engine([.lost, .answer(502, [:], "<html>"), .answer(400, [:], "<html>")])
    _ = try await thrownMemoriesError {
      try await courier(engine).fetch(call(.safe), progress: nil)
    }
    XCTAssertEqual(
      told.withLock { $0 },
      [
        "attempt 1", "repeating as 2 after 0.25 seconds: transport",
        "attempt 2", "repeating as 3 after 0.5 seconds: unexpectedAnswer",
        "attempt 3", "not repeating unexpectedAnswer 3: the answer will not change",
      ])
  }

  func testTheWaitForATurnIsTold() async throws {
    _ = try await courier(engine([.rateLimit, .success])).fetch(call(), progress: nil)
    XCTAssertEqual(
      told.withLock { $0 },
      [
        "attempt 1", "repeating as 2 after 0.25 seconds: rateLimited", "waiting 0.75 seconds",
        "attempt 2",
      ])
  }

  // MARK: Through the client

  private func client(
    _ answers: [ReplayAnswer], retry: RetryPolicy = RetryPolicy()
  ) throws -> (MemoriesClient, Replay) {
    let number = Locked(0)
    let replay = Replay { _ in
      answers[
        number.withLock { number in
          defer { number += 1 }
          return min(number, answers.count - 1)
        }]
    }
    var configuration = MemoriesClient.Configuration.replaying(replay)
    configuration.retry = retry
    configuration.clock = pauses
    configuration.limitsClock = TestClock()
    configuration.random = { 0.5 }
    return (
      try MemoriesClient(apiKey: APIKey(ObservedClient.key), configuration: configuration), replay
    )
  }

  private let gateway = ReplayAnswer.body(
    Data("<html>".utf8), type: "text/html", status: 502)

  func testACallMayHaveAPolicyOfItsOwn() async throws {
    let (client, replay) = try client([gateway])
    var policy = RetryPolicy()
    policy.attempts = 5
    for (options, attempts) in [
      (MemoriesClient.CallOptions(retry: RetryPolicy.none), 1), (MemoriesClient.CallOptions(), 3),
      (MemoriesClient.CallOptions(retry: policy), 5),
    ] {
      let before = replay.requests.count
      let error = try await thrownMemoriesError {
        try await client.send(VisualSearch.GetMetadata("VI1"), options: options)
      }
      XCTAssertEqual(error.attempts, attempts)
      XCTAssertEqual(replay.requests.count - before, attempts)
    }
  }

  func testAttemptsAreCountedInRepliesAndRefusals() async throws {
    let (client, replay) = try client([gateway, gateway, .agreed()])
    let reply = try await client.reply(to: VisualSearch.GetMetadata("VI1"))
    XCTAssertEqual(reply.attempts, 3)
    XCTAssertEqual(replay.requests.count, 3)

    let (refused, refusals) = try self.client([gateway, .refused(code: #""0403""#, "no")])
    let error = try await thrownMemoriesError {
      try await refused.send(VisualSearch.GetMetadata("VI1"))
    }
    XCTAssertEqual(error.kind, .forbidden)
    XCTAssertEqual(error.attempts, 2)
    XCTAssertEqual(refusals.requests.count, 2)
  }

  func testWaitingAsksOnceForEachLook() async throws {
    let (client, replay) = try client([gateway])
    var options = WaitOptions()
    options.timeout = .seconds(12)
    options.jitter = 0
    var polls = 0
    let states = client.statesUntilSearchable("VI1", options: options)
    let error = try await thrownMemoriesError {
      for try await state in states {
        polls = state.polls
        XCTAssertEqual(state.fault?.attempts, 1)
        XCTAssertEqual(replay.requests.count, polls)
      }
    }
    XCTAssertEqual(error.kind, .waitExpired)
    XCTAssertEqual(replay.requests.count, polls + 1)
    XCTAssertEqual(pauses.sleeps, [.seconds(5), .seconds(7)])
  }
}
