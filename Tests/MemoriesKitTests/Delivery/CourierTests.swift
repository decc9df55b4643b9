import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

final class CourierTests: XCTestCase {
  private let key = Courier.testKey

  private func text(_ answer: Courier.Collected) -> String {
    String(decoding: answer.body, as: UTF8.self)
  }

  /// Redirects as the table says; every other address answers with a file of four bytes.
  private func engine(redirecting targets: [String: String], status: Int = 302) -> ConductedEngine {
    ConductedEngine { request, exchange in
      if request.body != nil { exchange.sendAll() }
      if let target = targets[request.url.absoluteString] {
        exchange.answer(status, ["Location": target], ["moved"])
      } else {
        exchange.answer(200, ["Content-Length": "4"], ["body"])
      }
    }
  }

  // MARK: One request

  func testAReadIsSentOnceAndAnswered() async throws {
    let engine = engine(redirecting: [:])
    let answer = try await Courier.conducted(by: engine).collect(.test(), progress: nil)
    XCTAssertEqual(text(answer), "body")
    XCTAssertEqual(answer.head.status, 200)

    let request = try XCTUnwrap(engine.requests.first)
    XCTAssertEqual(engine.requests.count, 1)
    XCTAssertEqual(request.method, "GET")
    XCTAssertEqual(request.url.absoluteString, "https://api.example/a")
    XCTAssertNil(request.body)
    XCTAssertEqual(request.header("Authorization"), key)
    XCTAssertEqual(request.header("Accept"), "application/json")
    XCTAssertEqual(request.header("User-Agent"), "MemoriesKit/1.0")
    XCTAssertNil(request.header("Content-Type"))
    XCTAssertEqual(engine.cancellations, 0)
  }

  func testAFileIsAskedForAsItIsStored() async throws {
    let engine = engine(redirecting: [:])
    _ = try await Courier.conducted(by: engine).collect(.test(expectsFile: true), progress: nil)
    let request = try XCTUnwrap(engine.requests.first)
    XCTAssertEqual(request.header("Accept"), "*/*")
    XCTAssertEqual(request.header("Accept-Encoding"), "identity")
  }

  func testABodyGoesOutWithItsTypeAndLength() async throws {
    let sent = Locked("")
    let engine = ConductedEngine { request, exchange in
      var buffer = [UInt8](repeating: 0, count: 100)
      let count = buffer.withUnsafeMutableBytes { (try? request.body?.read($0)) ?? 0 }
      sent.withLock { $0 = String(decoding: buffer.prefix(count), as: UTF8.self) }
      exchange.sendAll()
      exchange.answer(200)
    }
    let call = try PreparedCall.test("POST", body: .json(Data("{}".utf8)))
    _ = try await Courier.conducted(by: engine).collect(call, progress: nil)
    let request = try XCTUnwrap(engine.requests.first)
    XCTAssertEqual(request.method, "POST")
    XCTAssertEqual(request.header("Content-Type"), "application/json")
    XCTAssertEqual(request.body?.length, 2)
    XCTAssertEqual(sent.withLock { $0 }, "{}")
  }

  func testTheUsersHeadersGoAlong() async throws {
    let engine = engine(redirecting: [:])
    let call = try PreparedCall.test(headers: ["X-Trace": "7", "Accept-Language": "de"])
    _ = try await Courier.conducted(by: engine).collect(call, progress: nil)
    let request = try XCTUnwrap(engine.requests.first)
    XCTAssertEqual(request.header("X-Trace"), "7")
    XCTAssertEqual(request.header("Accept-Language"), "de")
  }

  func testTheDurationIsThatOfTheWholeCall() async throws {
    let clock = TestClock()
    let engine = ConductedEngine { request, exchange in
      clock.advance(by: .seconds(2))
      exchange.answer(200, [:], ["body"])
    }
    let courier = Courier.conducted(by: engine, clock: clock)
    let answer = try await courier.collect(.test(), progress: nil)
    XCTAssertEqual(answer.duration, .seconds(2))
  }

  // MARK: Redirects

  func testTheSameOriginGetsEverythingAgain() async throws {
    let engine = engine(redirecting: ["https://api.example/a": "/b"])
    let call = try PreparedCall.test(headers: ["X-Trace": "7"])
    let answer = try await Courier.conducted(by: engine).collect(call, progress: nil)
    XCTAssertEqual(text(answer), "body")
    XCTAssertEqual(engine.requests.map(\.url.path), ["/a", "/b"])
    XCTAssertEqual(engine.requests.map { $0.header("Authorization") }, [key, key])
    XCTAssertEqual(engine.requests.map { $0.header("X-Trace") }, ["7", "7"])
  }

  func testAnotherOriginGetsNeitherTheKeyNorTheUsersHeaders() async throws {
    let others = [
      "https://other.example/b", "https://api.example:8443/b", "https://api.example.evil.com/b",
      "//other.example/b",
    ]
    for status in [301, 302, 303, 307, 308] {
      for other in others {
        let engine = engine(redirecting: ["https://api.example/a": other], status: status)
        let call = try PreparedCall.test(
          headers: ["X-Secret": "7", "Cookie": "c"], expectsFile: true)
        _ = try await Courier.conducted(by: engine).collect(call, progress: nil)
        let second = try XCTUnwrap(engine.requests.last)
        XCTAssertEqual(engine.requests.count, 2)
        XCTAssertNil(second.header("Authorization"), other)
        XCTAssertNil(second.header("X-Secret"), other)
        XCTAssertNil(second.header("Cookie"), other)
        XCTAssertFalse(second.headers.contains { $0.value.contains(key) }, other)
        XCTAssertEqual(second.header("Accept-Encoding"), "identity")
      }
    }
  }

  func testTheWayBackToTheOriginCarriesTheKey() async throws {
    let engine = engine(redirecting: [
      "https://api.example/a": "https://other.example/b",
      "https://other.example/b": "https://API.example:443/c",
    ])
    _ = try await Courier.conducted(by: engine).collect(.test(), progress: nil)
    XCTAssertEqual(engine.requests.map { $0.header("Authorization") }, [key, nil, key])
  }

  func testFiveRedirectsAreFollowedAndSixAreNot() async throws {
    func chain(_ length: Int) -> ConductedEngine {
      ConductedEngine { request, exchange in
        let number = Int(request.url.lastPathComponent) ?? 0
        if number < length {
          exchange.answer(302, ["Location": "/\(number + 1)"])
        } else {
          exchange.answer(200, [:], ["body"])
        }
      }
    }
    let five = chain(5)
    let call = try PreparedCall.test(at: "https://api.example/0")
    let answer = try await Courier.conducted(by: five).collect(call, progress: nil)
    XCTAssertEqual(text(answer), "body")
    XCTAssertEqual(five.requests.count, 6)

    let six = chain(6)
    let error = try await thrownMemoriesError {
      try await Courier.conducted(by: six).collect(call, progress: nil)
    }
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertTrue("\(error)".contains("more than 5 redirects"), "\(error)")
    XCTAssertEqual(six.requests.count, 6)
  }

  func testAnUploadIsNeverSentElsewhere() async throws {
    for status in [301, 302, 303, 307, 308] {
      for target in ["https://other.example/b", "/b"] {
        let engine = engine(redirecting: ["https://api.example/a": target], status: status)
        let call = try PreparedCall.test("POST", body: .json(Data("{}".utf8)))
        let error = try await thrownMemoriesError {
          try await Courier.conducted(by: engine).collect(call, progress: nil)
        }
        XCTAssertEqual(error.kind, .unexpectedAnswer)
        XCTAssertEqual(error.outcome, .unknown)
        XCTAssertEqual(error.status, status)
        XCTAssertEqual(engine.requests.count, 1)
      }
    }
  }

  func testARedirectThatIsNotFollowedIsLetGo() async throws {
    let engine = ConductedEngine { _, exchange in
      exchange.didReceive(
        HTTPHead(status: 302, headers: ResponseHeaders(["Location": "http://api.example/b"])))
    }
    let error = try await thrownMemoriesError {
      try await Courier.conducted(by: engine).collect(.test(), progress: nil)
    }
    XCTAssertEqual(error.outcome, .unknown)
    XCTAssertEqual(error.operation, "Test")
    XCTAssertEqual(engine.requests.count, 1)
    XCTAssertEqual(engine.cancellations, 1)
  }

  func testTheBodyOfARedirectIsNotWaitedFor() async throws {
    let engine = ConductedEngine { request, exchange in
      if request.url.path == "/a" {
        exchange.didReceive(HTTPHead(status: 302, headers: ResponseHeaders(["Location": "/b"])))
      } else {
        exchange.answer(200, [:], ["body"])
      }
    }
    let answer = try await Courier.conducted(by: engine).collect(.test(), progress: nil)
    XCTAssertEqual(text(answer), "body")
    XCTAssertEqual(engine.cancellations, 1)
  }

  // MARK: Time limits

  /// The error of a call that the clock runs out on, and the engine that met it.
  private func timeOut(
    _ call: PreparedCall, after duration: Duration, conduct: @escaping ConductedEngine.Conduct
  ) async throws -> MemoriesError {
    let clock = TestClock()
    let engine = ConductedEngine(conduct)
    let courier = Courier.conducted(by: engine, clock: clock)
    let call = Task { try await courier.collect(call, progress: nil) }
    await clock.waitForSleepers(1)
    clock.advance(by: duration)
    let error = try await thrownMemoriesError { try await call.value }
    XCTAssertEqual(error.kind, .timedOut)
    XCTAssertEqual(error.operation, "Test")
    XCTAssertEqual(error.attempts, 1)
    XCTAssertEqual(engine.cancellations, 1)
    return error
  }

  func testEachTimeLimitIsNamedAndTellsWhatMayHaveHappened() async throws {
    let post = try PreparedCall.test("POST", body: .json(Data("{}".utf8)))
    let connect = try await timeOut(post, after: .seconds(30)) { _, _ in }
    XCTAssertEqual(connect.timeLimit, .connect)
    XCTAssertEqual(connect.outcome, .notSent)

    let sending = try await timeOut(post, after: .seconds(60)) { $1.didSend(1) }
    XCTAssertEqual(sending.timeLimit, .stall)
    XCTAssertEqual(sending.outcome, .unknown)

    let response = try await timeOut(post, after: .seconds(60)) { $1.sendAll() }
    XCTAssertEqual(response.timeLimit, .response)
    XCTAssertEqual(response.outcome, .unknown)

    let receiving = try await timeOut(.test(expectsFile: true), after: .seconds(60)) {
      $1.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    }
    XCTAssertEqual(receiving.timeLimit, .stall)
    XCTAssertEqual(receiving.status, 200)

    var limits = TimeLimits()
    limits.total = .milliseconds(300)
    let total = try await timeOut(.test(limits: limits), after: .milliseconds(300)) { _, _ in }
    XCTAssertEqual(total.timeLimit, .total)
    XCTAssertEqual(total.outcome, .unknown)
  }

  func testARefusalInPlaceOfAFileMustNotDrip() async throws {
    let clock = TestClock()
    let engine = ConductedEngine { _, exchange in
      exchange.didReceive(
        HTTPHead(
          status: 402, headers: ResponseHeaders(["Content-Type": "application/json"])))
    }
    let call = try PreparedCall.test(expectsFile: true)
    let ended = expectation(description: "the call has ended")
    let task = Task {
      defer { ended.fulfill() }
      return try await Courier.conducted(by: engine, clock: clock).chunks(of: call)
    }
    for _ in 0..<3 {
      await clock.waitForSleepers(1)
      engine.exchanges.first?.didReceive(Data("{".utf8))
      clock.advance(by: .seconds(25))
    }
    await fulfillment(of: [ended], timeout: 20)
    task.cancel()
    let error = try await thrownMemoriesError { try await task.value }
    XCTAssertEqual(error.timeLimit, .response)
    XCTAssertEqual(error.status, 402)
  }

  func testTheTotalCountsAcrossRedirects() async throws {
    let clock = TestClock()
    let engine = ConductedEngine { request, exchange in
      guard request.url.path == "/a" else { return }
      clock.advance(by: .seconds(6))
      exchange.answer(302, ["Location": "/b"])
    }
    var limits = TimeLimits()
    limits.total = .seconds(10)
    let call = try PreparedCall.test(limits: limits)
    let task = Task {
      try await Courier.conducted(by: engine, clock: clock).collect(call, progress: nil)
    }
    await clock.waitForSleepers(1)
    clock.advance(by: .seconds(4))
    let error = try await thrownMemoriesError { try await task.value }
    XCTAssertEqual(error.timeLimit, .total)
  }

  // MARK: Files

  func testAFileThatIsGoneIsNotSent() async throws {
    let engine = ConductedEngine()
    var form: [MemoriesRequest.Part] = []
    form.add("file", .file(URL(fileURLWithPath: "/nowhere/movie.mp4")))
    let call = try PreparedCall.test("POST", body: .multipart(form))
    let error = try await thrownMemoriesError {
      try await Courier.conducted(by: engine).collect(call, progress: nil)
    }
    XCTAssertEqual(error.kind, .fileSystem)
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.fileFailure?.reason, .notFound)
    XCTAssertEqual(error.attempts, 0)
    XCTAssertEqual(engine.requests.count, 0)
  }

  func testAFileThatChangesWhileItIsSentWasNotSent() async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let file = try folder.write(Data("old".utf8), named: "movie.mp4")
    let engine = ConductedEngine { request, exchange in
      try? Data("new and longer".utf8).write(to: file)
      exchange.didSend(0)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
      defer { buffer.deallocate() }
      do {
        while let count = try request.body?.read(buffer), count > 0 { exchange.didSend(count) }
        exchange.answer(200, [:], ["{}"])
      } catch {
        exchange.abort(TransportFailure.body(error))
      }
    }
    var form: [MemoriesRequest.Part] = []
    form.add("file", .file(file))
    let call = try PreparedCall.test("POST", body: .multipart(form))
    let error = try await thrownMemoriesError {
      try await Courier.conducted(by: engine).collect(call, progress: nil)
    }
    XCTAssertEqual(error.kind, .fileSystem)
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.fileFailure?.reason, .changed)
  }

  func testUploadsThatWaitForTheirTurnHoldNoDescriptor() async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let file = try folder.write(Data("film".utf8), named: "movie.mp4")
    let engine = ConductedEngine(isBusy: true)
    let courier = Courier.conducted(by: engine)
    var form: [MemoriesRequest.Part] = []
    form.add("file", .file(file))
    let call = try PreparedCall.test("POST", body: .multipart(form))
    let calls = Task {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<1000 {
          group.addTask { _ = try? await courier.collect(call, progress: nil) }
        }
      }
    }
    while engine.requests.count < 1000 { await Task.yield() }
    XCTAssertEqual(descriptorCount(of: file), 0)
    let request = try XCTUnwrap(engine.requests.first)
    try request.openFiles?()
    XCTAssertEqual(descriptorCount(of: file), 1)
    request.body?.close()
    XCTAssertEqual(descriptorCount(of: file), 0)
    calls.cancel()
    await calls.value
  }

  // MARK: Answers that break

  func testARefusalIsTheAnswerAlthoughTheConnectionBroke() async throws {
    let engine = ConductedEngine { _, exchange in
      exchange.didSend(1)
      exchange.answer(
        413, [:], ["too ", "large"], failure: .connection(code: -1005, reason: "connection lost"))
    }
    let call = try PreparedCall.test("POST", body: .json(Data("{}".utf8)))
    let answer = try await Courier.conducted(by: engine).collect(call, progress: nil)
    XCTAssertEqual(answer.head.status, 413)
    XCTAssertEqual(text(answer), "too large")
  }

  func testAGoodAnswerThatBreaksIsAnError() async throws {
    let engine = ConductedEngine { _, exchange in
      exchange.answer(
        200, [:], ["{"], failure: .connection(code: -1005, reason: "lost \(Courier.testKey)"))
    }
    let error = try await thrownMemoriesError {
      try await Courier.conducted(by: engine).collect(.test(), progress: nil)
    }
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.transportCode, -1005)
    XCTAssertEqual(error.status, 200)
    XCTAssertEqual(error.detail, "lost [API key]")
  }

  func testAnEndWithoutAnAnswerIsAnError() async throws {
    let engine = ConductedEngine { $1.didEnd(nil) }
    let error = try await thrownMemoriesError {
      try await Courier.conducted(by: engine).collect(.test(), progress: nil)
    }
    XCTAssertEqual(error.kind, .transport)
    XCTAssertNil(error.transportCode)
    XCTAssertEqual(error.outcome, .unknown)
  }

  // MARK: Cancellation

  func testCancellationEndsTheExchangeAtOnce() async throws {
    let clock = TestClock()
    for conduct: ConductedEngine.Conduct in [
      { _, _ in },
      { $1.didReceive(HTTPHead(status: 200, headers: ResponseHeaders())) },
    ] {
      for safety: ReplaySafety in [.safe, .billed, .never] {
        let engine = ConductedEngine(conduct)
        let courier = Courier.conducted(by: engine, clock: clock)
        let call = Task { try await courier.collect(.test(safety: safety), progress: nil) }
        await clock.waitForSleepers(1)
        call.cancel()
        let error = try await thrownError { try await call.value }
        XCTAssertEqual(error is CancellationError, safety == .safe, "\(error)")
        XCTAssertEqual((error as? MemoriesError)?.outcome, safety == .safe ? nil : .unknown)
        XCTAssertEqual(engine.cancellations, 1)
      }
    }
  }

  func testABodyThatNobodyAskedForIsNoLossWhenCancelled() async throws {
    let clock = TestClock()
    let engine = ConductedEngine()
    let courier = Courier.conducted(by: engine, clock: clock)
    let call = try PreparedCall.test("POST", body: .json(Data("{}".utf8)))
    let task = Task { try await courier.collect(call, progress: nil) }
    await clock.waitForSleepers(1)
    task.cancel()
    let error = try await thrownError { try await task.value }
    XCTAssertTrue(error is CancellationError, "\(error)")
  }

  func testACancelledTaskSendsNothing() async throws {
    let engine = ConductedEngine()
    let courier = Courier.conducted(by: engine)
    let call = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await courier.collect(.test(), progress: nil)
    }
    let error = try await thrownError { try await call.value }
    XCTAssertTrue(error is CancellationError, "\(error)")
    XCTAssertEqual(engine.requests.count, 0)
  }

  // MARK: The observer

  func testEveryRequestAndAnswerIsTold() async throws {
    let told = Locked<[String]>([])
    let observer: ClientEvent.Observer = { event in
      guard ![.callStarted, .callEnded].contains(event.kind) else { return }
      let parts = [event.operation, event.attempt.map { "\($0)" }, event.method, event.path]
      let rest = [event.status.map { "\($0)" }, event.error.map { "\($0.kind)" }, event.reason]
      let text = (parts + rest).compactMap { $0 }.joined(separator: " ")
      told.withLock { $0.append(text) }
    }
    let engine = engine(redirecting: [
      "https://api.example/a": "/b", "https://api.example/b": "http://api.example/c",
    ])
    _ = try await thrownMemoriesError {
      try await Courier.conducted(by: engine).collect(.test(observer: observer), progress: nil)
    }
    XCTAssertEqual(
      told.withLock { $0 },
      [
        "Test 1 GET /a", "Test 1 302", "Test 1 GET /b", "Test 1 302",
        "Test 1 unexpectedAnswer the answer will not change",
      ])
  }

  func testProgressIsToldBeforeTheCallReturns() async throws {
    let told = Locked<[TransferProgress]>([])
    let engine = ConductedEngine { _, exchange in
      exchange.sendAll()
      exchange.answer(200, [:], ["{}"])
    }
    let call = try PreparedCall.test("POST", body: .json(Data("{}".utf8)))
    _ = try await Courier.conducted(by: engine, clock: TestClock()).collect(call) { progress in
      told.withLock { $0.append(progress) }
    }
    XCTAssertEqual(told.withLock { $0 }.map(\.fraction), [1])
  }
}
