import Foundation
import MemoriesKit
import TestSupport
import XCTest

@testable import MemoriesKitTesting

// Invariant: no number in a test's settings, faults and answers ends the process that the sandbox
// shares with the test. A count of bytes means what it says from nothing up to all there are.
final class ExtremeSandboxTests: SandboxTestCase {
  private let bodies: [Sandbox.Body] = [
    .empty, .text("the film"), .pieces([Data("the ".utf8), Data("film".utf8)]),
    .pattern(byteCount: 8), .json(["code": "0000", "data": .null]),
  ]

  private var answers: [Sandbox.Answer] {
    bodies.flatMap { body in
      [Sandbox.Answer.Framing.sized, .chunked, .untilClose].map {
        Sandbox.Answer(body: body, framing: $0)
      }
    }
  }

  /// Writes an answer to a client that has gone silent, and returns how much of its body was sent.
  @discardableResult
  private func write(_ answer: Sandbox.Answer) throws -> Int64 {
    var descriptors: [Int32] = [-1, -1]
    XCTAssertEqual(socketpair(AF_UNIX, streamSocket, 0, &descriptors), 0)
    let (socket, client) = (Socket(descriptor: descriptors[0]), Socket(descriptor: descriptors[1]))
    defer { client.close() }
    client.finishWriting()
    var count: Int64 = 0
    let writer = AnswerWriter(socket: socket, answer: answer, isHead: false, closes: true)
    _ = try writer.write { count = $0 }
    socket.close()
    return count
  }

  private func write(_ answer: Sandbox.Answer, with fault: Sandbox.Fault) throws -> Int64 {
    let plan = FaultPlan([fault])
    return try write(plan.changed(plan.answer(to: "/serve/api/v1/upload") ?? answer))
  }

  // MARK: Faults and answers

  func testAnswersThatEndEarly() throws {
    for number in Extremes.integers.map(Int64.init) {
      for fault in [
        Sandbox.Fault.resetInAnswer(after: number), .truncation(after: number),
        .stallInAnswer(after: number),
      ] {
        for answer in answers {
          XCTAssertEqual(
            try write(answer, with: fault), min(max(0, number), answer.body.byteCount),
            "\(number) of \(answer.body.byteCount)")
        }
      }
    }
  }

  func testFaultsWithANumber() throws {
    for number in Extremes.integers {
      for fault in [
        Sandbox.Fault.cutJSON(after: number), .wrongContentLength(by: Int64(number)),
        .gateway(status: number), .spring(status: number), .redirect(status: number, to: "/a"),
        .interim(number, number), .serviceError(code: "\(number)", message: "no"),
        .drip(Sandbox.Pace(pieceSize: number, pause: .zero)),
      ] {
        for answer in answers { _ = try write(answer, with: fault) }
      }
      var answer = Sandbox.Answer(status: number, framing: .announced(Int64(number)))
      answer.interimStatuses = [number]
      try write(answer)
      // No client can be told of more bytes than it can count.
      let endless = Sandbox.Answer(body: .pattern(byteCount: Int64(number)))
      XCTAssertGreaterThanOrEqual(endless.body.byteCount, 0)
      let changed = FaultPlan([.wrongContentLength(by: Int64(number))]).changed(endless)
      guard case .announced(let length) = changed.framing else { return XCTFail("\(changed)") }
      XCTAssertTrue((0..<Int64.max).contains(length), "\(length)")
    }
  }

  func testPaces() throws {
    for number in Extremes.integers {
      for duration in Extremes.durations {
        var pace = Sandbox.Pace(pieceSize: 1, pause: .zero)
        pace.pieceSize = number
        pace.pause = duration
        XCTAssertEqual(pace, Sandbox.Pace(pieceSize: number, pause: duration))
        XCTAssertGreaterThan(pace.pieceSize, 0)
        XCTAssertGreaterThanOrEqual(pace.pause, .zero)
      }
      var dripping = Sandbox.Answer(body: .text("the film"))
      dripping.pace = Sandbox.Pace(pieceSize: 1, pause: .zero)
      dripping.pace?.pieceSize = number
      XCTAssertEqual(try write(dripping), 8)
    }
    var descriptors: [Int32] = [-1, -1]
    XCTAssertEqual(socketpair(AF_UNIX, streamSocket, 0, &descriptors), 0)
    let sockets = descriptors.map(Socket.init)
    defer { for socket in sockets { socket.close() } }
    // Interrupted, it does not wait.
    sockets[0].interrupt()
    for duration in Extremes.durations { sockets[0].pause(for: duration) }
  }

  func testPatterns() {
    for offset in Extremes.integers.map(Int64.init) {
      for count in Extremes.integers where count < 100 {
        let data = Sandbox.Pattern.data(at: offset, count: count)
        XCTAssertEqual(data.count, max(0, count))
        XCTAssertTrue(Sandbox.Pattern.matches(data, at: offset))
      }
      let bytes = Sandbox.Pattern.data(at: offset, count: 1000)
      XCTAssertEqual(bytes.count, 1000)
      XCTAssertTrue(Sandbox.Pattern.matches(bytes, at: offset))
      XCTAssertFalse(Sandbox.Pattern.matches(bytes.dropFirst(), at: offset))
    }
    let across = Sandbox.Pattern.data(at: -5, count: 10)
    XCTAssertEqual(across.suffix(5), Sandbox.Pattern.data(at: 0, count: 5))
    XCTAssertLessThan(Sandbox.Pattern.data(at: 0, count: .max).count, 1 << 30)
  }

  // MARK: Settings

  /// Uploads, looks, lists and downloads, whatever becomes of it.
  private func visit(_ change: @escaping (inout Sandbox.Settings) -> Void) async throws {
    let movie = try file("movie.mp4", Data("the film".utf8))
    try await withSandbox(change) { sandbox in
      var configuration = MemoriesClient.Configuration.sandbox(sandbox)
      configuration.retry = .none
      // Calls that are refused for their rate are spaced out.
      configuration.clock = SkippingClock()
      let client = try MemoriesClient(
        apiKey: APIKey(sandbox.apiKey), configuration: configuration, environment: [:])
      var upload = VisualSearch.UploadVideo(file: movie)
      upload.callback = URL(string: "http://192.0.2.1/done")
      let receipt = try? await client.send(upload)
      for _ in 0..<3 {
        _ = try? await client.send(VisualSearch.GetMetadata(receipt?.videoNo ?? "VI1"))
      }
      _ = try? await client.send(VisualSearch.ListVideos())
      do {
        let request = VisualSearch.DownloadVideo(receipt?.videoNo ?? "VI1")
        for try await _ in try await client.chunks(of: request) {}
      } catch {}
    }
  }

  func testIndexing() async throws {
    for number in Extremes.integers {
      try await visit { $0.indexing = .afterPolls(number) }
    }
    for duration in Extremes.durations {
      let clock = TestClock()
      clock.advance(by: .seconds(Int64.max))
      try await visit { $0.indexing = .after(duration) }
      try await visit {
        $0.indexing = .after(duration)
        $0.clock = clock
      }
    }
  }

  func testLimits() async throws {
    for number in Extremes.integers {
      try await visit {
        $0.memoryLimit = number
        $0.reading.keptByteCount = number
        $0.reading.pace = Sandbox.Pace(pieceSize: number, pause: .zero)
      }
      try await visit {
        $0.videoByteLimit = Int64(number)
        $0.imageByteLimit = Int64(number)
      }
      for duration in Extremes.durations {
        let limit = Sandbox.Settings.RateLimit(calls: number, per: duration)
        try await visit { $0.rateLimits = [.upload: limit, .metadata: limit] }
      }
    }
    for double in Extremes.doubles { try await visit { $0.balance = double } }
  }

  func testWhatAnAccountIsTold() async throws {
    try await withSandbox { sandbox in
      for double in Extremes.doubles { sandbox.balance = double }
      for number in Extremes.integers {
        sandbox.setRateLimit(.init(calls: number, per: .seconds(1)), for: .upload)
        try sandbox.fail(.any, calls: number...number, with: .rateLimit)
        try sandbox.fail(.any, calls: Int.min...number, with: .rateLimit)
        try sandbox.fail(.any, calls: number...Int.max, with: .rateLimit)
      }
      XCTAssertEqual(try sandbox.search("/get_metadata?video_no=VI1").json().code, "0429")
    }
  }

  // MARK: Clocks

  func testClocks() async throws {
    for one in Extremes.durations {
      for other in Extremes.durations {
        let instant = TestClock.Instant(offset: one).advanced(by: other)
        _ = instant.duration(to: TestClock.Instant(offset: one))
        XCTAssertEqual(instant < TestClock.Instant(offset: .zero), instant.offset < .zero)

        let clock = TestClock()
        clock.advance(by: one)
        clock.advance(by: other)
        let sleeper = Task { try await clock.sleep(for: other) }
        sleeper.cancel()
        _ = await sleeper.result

        let skipping = SkippingClock()
        try await skipping.sleep(for: one)
        try await skipping.sleep(for: other)
        try await skipping.sleep(until: instant)
        XCTAssertEqual(skipping.sleeps.count, 3)
      }
    }
    let clock = TestClock()
    for number in Extremes.integers where number < 1 { await clock.waitForSleepers(number) }
  }
}
