import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import MemoriesKit

/// What a download has on disk, and has open, before and while its answer is here.
final class DownloadPlaceTests: DirectoryTestCase {
  private func names(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url(name).path)
  }

  private static func download(
    by engine: ConductedEngine, to destination: DownloadDestination,
    body: MemoriesRequest.Body = .none,
    policy: RetryPolicy = .none, pauses: any Clock<Duration> = ContinuousClock()
  ) async throws -> DownloadedFile {
    try await Courier.conducted(by: engine, pauses: pauses).download(
      .test(body: body, policy: policy, expectsFile: true), to: destination,
      progress: nil)
  }

  private static func queued(
    by engine: ConductedEngine, to directory: URL
  ) -> Task<DownloadedFile, any Error> {
    Task { try await download(by: engine, to: .directory(directory)) }
  }

  /// The error of a download, of which nothing must be left.
  private func failure(
    by engine: ConductedEngine, to destination: DownloadDestination,
    body: MemoriesRequest.Body = .none,
    line: UInt = #line
  ) async throws -> MemoriesError {
    let error = try await thrownMemoriesError(line: line) {
      try await Self.download(by: engine, to: destination, body: body)
    }
    XCTAssertEqual(try directory.names().filter { $0.hasPrefix(".") }, [], line: line)
    return error
  }

  private static let refusal =
    #"{"code":"0001","msg":"Resource does not exist","data":null,"success":false}"#

  // MARK: Before the request

  func testEverythingIsThereBeforeTheRequestGoesOut() async throws {
    let inner = url("a/b")
    let seen = Locked<[String]>([])
    let engine = ConductedEngine { _, exchange in
      let names = try? FileManager.default.contentsOfDirectory(atPath: inner.path)
      seen.withLock { $0 = names ?? [] }
      exchange.answer(200, [:], ["film"])
    }
    let saved = try await Self.download(by: engine, to: .directory(inner))
    XCTAssertEqual(seen.withLock { $0.count }, 1)
    XCTAssertTrue(seen.withLock { $0.allSatisfy { $0.hasPrefix(".download-") } })
    XCTAssertEqual(saved.url.path, url("a/b/movie.mp4").path)
    XCTAssertEqual(try names("a/b"), ["movie.mp4"])
  }

  func testARefusalLeavesOnlyTheDirectory() async throws {
    let engine = ConductedEngine {
      $1.answer(200, ["Content-Type": "application/json"], [Self.refusal])
    }
    let error = try await failure(by: engine, to: .directory(url("a")))
    XCTAssertEqual(error.kind, .notFound)
    XCTAssertEqual(try names("a"), [])
  }

  func testAMissingParentOfAFileIsSaidInWords() async throws {
    let engine = ConductedEngine()
    let error = try await failure(by: engine, to: .file(url("x/y/movie.mp4")))
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.attempts, 0)
    XCTAssertEqual(
      error.fileFailure?.message, "the folder “\(url("x/y").path)” does not exist")
    XCTAssertEqual(engine.requests.count, 0)
    XCTAssertEqual(try directory.names(), [])
  }

  #if os(Linux)
  func testADirectoryThatCannotBeWrittenToCostsNothing() async throws {
    let engine = ConductedEngine()
    let error = try await failure(by: engine, to: .directory(URL(fileURLWithPath: "/proc")))
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.attempts, 1)
    XCTAssertEqual(error.fileFailure?.action, .create)
    XCTAssertEqual(engine.requests.count, 0)
  }
  #endif

  func testADiskThatTakesNoByteCostsNothing() async throws {
    let engine = ConductedEngine()
    let limit = try LoweredLimit.emptyFiles()
    defer { limit.restore() }
    let error = try await thrownMemoriesError {
      try await Self.download(by: engine, to: .directory(directory.url))
    }
    limit.restore()
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.attempts, 1)
    XCTAssertEqual(error.fileFailure?.errorNumber, EFBIG)
    XCTAssertEqual(engine.requests.count, 0)
    XCTAssertEqual(try directory.names(), [])
  }

  func testTooFewDescriptorsCostNothing() async throws {
    let engine = ConductedEngine()
    // As many as are needed less one: for the directory, but not for the file.
    for spare in 0...1 {
      let reserve = open("/dev/null", O_RDONLY)
      let limit = try LoweredLimit.noDescriptors()
      defer { limit.restore() }
      if spare == 1 { close(reserve) }
      let error = try await thrownMemoriesError {
        try await Self.download(by: engine, to: .directory(directory.url))
      }
      limit.restore()
      if spare == 0 { close(reserve) }
      XCTAssertEqual(try directory.names(), [])
      XCTAssertEqual(error.kind, .fileSystem)
      XCTAssertEqual(error.outcome, .notSent)
      XCTAssertEqual(error.fileFailure?.reason, .noDescriptors)
      XCTAssertTrue(
        error.description.contains("the process has no free file descriptors"), "\(error)")
    }
    XCTAssertEqual(engine.requests.count, 0)
  }

  func testNoDescriptorIsNeededOnceTheRequestIsOut() async throws {
    let limit = Locked<LoweredLimit?>(nil)
    defer { limit.withLock { $0?.restore() } }
    let engine = ConductedEngine { _, exchange in
      limit.withLock { $0 = try? LoweredLimit.noDescriptors() }
      exchange.answer(200, [:], ["film"])
    }
    let saved = try await Self.download(by: engine, to: .directory(directory.url))
    limit.withLock { $0?.restore() }
    XCTAssertEqual(saved.byteCount, 4)
    XCTAssertEqual(try text("movie.mp4"), "film")
  }

  // MARK: In the queue

  func testARequestThatWaitsForItsTurnHoldsNothing() async throws {
    let engine = ConductedEngine(isBusy: true)
    let download = Self.queued(by: engine, to: directory.url)
    while engine.requests.isEmpty { await Task.yield() }
    XCTAssertEqual(try directory.names(), [])
    XCTAssertEqual(descriptorCount(of: directory.url), 0)

    let request = try XCTUnwrap(engine.requests.first)
    try request.openFiles?()
    try request.openFiles?()
    XCTAssertEqual(try directory.names().count, 1)
    XCTAssertEqual(descriptorCount(of: directory.url), 1)

    engine.exchanges.first?.answer(200, [:], ["film"])
    _ = try await download.value
    XCTAssertEqual(try directory.names(), ["movie.mp4"])
    XCTAssertEqual(descriptorCount(of: directory.url), 0)
  }

  func testWhatIsNoticedWhenItsTurnHasComeCostsNothingEither() async throws {
    let target = url("movie.mp4")
    let engine = ConductedEngine(isBusy: true) { request, exchange in
      do {
        try Data("old".utf8).write(to: target)
        try request.openFiles?()
        exchange.answer(200, [:], ["film"])
      } catch {
        exchange.abort(TransportFailure.body(error))
      }
    }
    let error = try await failure(by: engine, to: .file(target), body: .json(Data("{}".utf8)))
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.fileFailure?.reason, .alreadyExists)
    XCTAssertEqual(try text("movie.mp4"), "old")
  }

  func testACancelledRequestLeavesNothingWhenItsTurnComes() async throws {
    let engine = ConductedEngine(isBusy: true)
    let download = Self.queued(by: engine, to: directory.url)
    while engine.requests.isEmpty { await Task.yield() }
    download.cancel()
    let error = try await thrownError { try await download.value }
    XCTAssertTrue(error is CancellationError)
    let request = try XCTUnwrap(engine.requests.first)
    assertFails(.closed) { try request.openFiles?() }
    XCTAssertEqual(try directory.names(), [])
  }

  // MARK: A directory that does not stay

  func testADirectoryThatIsRenamedMeanwhileKeepsItsDownload() async throws {
    let (inner, moved) = (url("inner"), url("moved"))
    for destination in [
      DownloadDestination.directory(inner), .file(inner.appendingPathComponent("movie.mp4")),
    ] {
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: false)
      let engine = ConductedEngine { _, exchange in
        rename(inner.path, moved.path)
        exchange.answer(200, [:], ["film"])
      }
      let saved = try await Self.download(by: engine, to: destination)
      XCTAssertEqual(saved.url.path, url("moved/movie.mp4").path)
      XCTAssertEqual(try text("moved/movie.mp4"), "film")
      XCTAssertEqual(try directory.names(), ["moved"])
      try FileManager.default.removeItem(at: moved)
    }
  }

  func testADirectoryThatIsSwappedMeanwhileKeepsItsDownload() async throws {
    let (inner, moved, elsewhere) = (url("inner"), url("moved"), url("elsewhere"))
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: false)
    try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: false)
    let engine = ConductedEngine { _, exchange in
      rename(inner.path, moved.path)
      symlink(elsewhere.path, inner.path)
      exchange.answer(200, [:], ["film"])
    }
    let saved = try await Self.download(by: engine, to: .directory(inner))
    XCTAssertEqual(saved.url.path, url("moved/movie.mp4").path)
    XCTAssertEqual(try names("moved"), ["movie.mp4"])
    XCTAssertEqual(try names("elsewhere"), [])
  }

  func testADirectoryThatIsRenamedMeanwhileKeepsNothingOfAFailure() async throws {
    let (inner, moved) = (url("inner"), url("moved"))
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: false)
    let engine = ConductedEngine { _, exchange in
      rename(inner.path, moved.path)
      exchange.answer(200, ["Content-Length": "9"], ["film"])
    }
    let error = try await failure(by: engine, to: .directory(inner))
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(try names("moved"), [])
  }

  // MARK: Further attempts

  func testTheNextAttemptBeginsAtTheBeginningOfTheSameFile() async throws {
    let seen = Locked<[[String]]>([])
    let directory = directory.url
    let engine = ConductedEngine { _, exchange in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
      let count = seen.withLock {
        $0.append(names)
        return $0.count
      }
      guard count == 1 else { return exchange.answer(200, [:], ["ok"]) }
      exchange.answer(
        200, [:], ["a long film"], failure: .connection(code: -1005, reason: "connection lost"))
    }
    var policy = RetryPolicy()
    policy.repeatsBilledDownloads = true
    let saved = try await Self.download(
      by: engine, to: .directory(directory), policy: policy, pauses: SkippingClock())
    XCTAssertEqual(saved.byteCount, 2)
    XCTAssertEqual(try text("movie.mp4"), "ok")
    XCTAssertEqual(try self.directory.names(), ["movie.mp4"])
    let rounds = seen.withLock { $0 }
    XCTAssertEqual(rounds.count, 2)
    XCTAssertEqual(rounds.first, rounds.last)
  }
}
