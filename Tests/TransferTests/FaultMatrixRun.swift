import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport

/// What came of a cell.
struct MatrixObservation: Sendable {
  let result: MatrixResult
  let attempts: Int
  /// What the error says of the attempts; nil without an error.
  let attemptsInError: Int?
  let wholeRequests: Int
  let usedKeptConnection: Bool
  let files: [String]
  let endedEachCallOnce: Bool
}

/// One cell, on a sandbox and with a client of its own.
struct MatrixRun: Sendable {
  private let cell: MatrixCell
  private let media: MatrixMedia
  /// The clock of the time limits, which moves only while an attempt has fallen silent.
  private let clock = TestClock()
  private let current = Current()

  init(_ cell: MatrixCell, _ media: MatrixMedia) {
    self.cell = cell
    self.media = media
  }

  /// What is not as the rules have it.
  func complaints() async throws -> [String] {
    let (seen, rule) = (try await observation(), MatrixExpectation(cell))
    var complaints: [String] = []
    func require(_ isRight: Bool, _ complaint: String) {
      if !isRight { complaints.append(complaint) }
    }
    require(rule.results.contains(seen.result), "\(seen.result), not \(rule.results)")
    require(
      rule.attempts.contains(seen.attempts), "\(seen.attempts) attempts, not \(rule.attempts)")
    require(
      seen.attemptsInError ?? seen.attempts == seen.attempts,
      "the error speaks of \(seen.attemptsInError ?? 0) attempts, and there were \(seen.attempts)")
    require(
      rule.wholeRequests.contains(seen.wholeRequests),
      "\(seen.wholeRequests) whole requests, not \(rule.wholeRequests)")
    require(seen.endedEachCallOnce, "the observer was not told once of the call's end")
    require(seen.usedKeptConnection == cell.isKept, "not on the connection that was meant")
    let isSaved = cell.operation.isDownload && seen.result == .success
    require(seen.files.count == (isSaved ? 1 : 0), "files on disk: \(seen.files)")
    return complaints
  }

  private func observation() async throws -> MatrixObservation {
    let sandbox = try await Sandbox.start()
    do {
      let observation = try await observation(on: sandbox)
      await sandbox.stop()
      return observation
    } catch {
      await sandbox.stop()
      throw error
    }
  }

  private func observation(on sandbox: Sandbox) async throws -> MatrixObservation {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let client = try client(for: sandbox)
    let stage = try await stage(on: sandbox, client, folder)
    if cell.isKept { _ = try await client.send(VisualSearch.GetMetadata(stage.videoNo)) }
    let before = sandbox.exchanges
    for fault in cell.fault.faults {
      if cell.isAlways {
        try sandbox.failAlways(cell.operation.route, with: fault)
      } else {
        try sandbox.failNext(cell.operation.route, with: fault)
      }
    }

    current.reset()
    var result = MatrixResult.success
    var attemptsInError: Int?
    let ticking = Task { await tick(sandbox, after: before.count) }
    defer { ticking.cancel() }
    do {
      try await cell.operation.perform(stage)
    } catch let error as MemoriesError {
      result = .failure(error.kind, error.outcome)
      attemptsInError = error.attempts
    }
    let exchanges = sandbox.exchanges.dropFirst(before.count)
    return MatrixObservation(
      result: result, attempts: current.attempt, attemptsInError: attemptsInError,
      wholeRequests: exchanges.filter { $0.isWhole && !$0.isElsewhere }.count,
      usedKeptConnection: exchanges.first.map { first in
        before.contains { $0.request.connection == first.request.connection }
      } ?? false,
      files: try folder.names(), endedEachCallOnce: current.hasEndedEachCallOnce)
  }

  private func client(for sandbox: Sandbox) throws -> MemoriesClient {
    var configuration = try MemoriesClient.Configuration.test(sandbox)
    configuration.retry.attempts = MatrixExpectation.attemptLimit
    configuration.clock = SkippingClock()
    configuration.limitsClock = clock
    // While a call stands before its body the clock moves too, and that is not what is looked at.
    configuration.limits.connect = .seconds(1_000_000_000)
    configuration.limits.response = .seconds(60)
    configuration.observer = { [current] in current.note($0) }
    return try MemoriesClient(apiKey: APIKey(sandbox.apiKey), configuration: configuration)
  }

  private func stage(
    on sandbox: Sandbox, _ client: MemoriesClient, _ folder: TemporaryDirectory
  ) async throws -> MatrixOperation.Stage {
    let content = Sandbox.Pattern.data(at: 0, count: MatrixOperation.contentSize)
    let videoNo = sandbox.addVideo(content, named: "movie.mp4")
    // The cell decides which connections are kept.
    try sandbox.failNext(
      .visualIntelligence("POST", "/upload"), with: .header("Connection", "close"),
      .closeAfterAnswer)
    let asset = try await client.send(
      VisualIntelligence.UploadAsset(.data(content, fileName: "movie.mp4")))
    sandbox.finishIndexing(of: asset.assetID.rawValue, failing: false)
    let elsewhere: Sandbox.Answer =
      cell.operation.isDownload
      ? Sandbox.Answer(headers: ["Content-Type": "video/mp4"], body: .data(content))
      : .json(cell.operation.isVisualSearch ? #"{"data":null}"# : #"{"data":{"total":0}}"#)
    sandbox.route("GET", MatrixFault.elsewhere) { _ in elsewhere }
    return MatrixOperation.Stage(
      client: client, media: media, videoNo: VisualSearch.VideoNo(videoNo), assetID: asset.assetID,
      downloads: folder.url, isLarge: cell.fault.needsLargeBody)
  }

  /// Moves the clock while an attempt has fallen silent, until its limit has run out.
  private func tick(_ sandbox: Sandbox, after count: Int) async {
    guard case .stalls(let moment) = cell.fault.nature else { return }
    var last = count - 1
    // Where only the first is meant to, the others are not looked at: any may be silent for a moment.
    while cell.isAlways || last < count,
      let silent = await sandbox.exchange(where: { [last] in
        $0.id > last && !$0.isOver && $0.isSilent(moment)
      })
    {
      last = silent.id
      let attempt = current.attempt
      while current.advance(clock, in: attempt, afterHead: moment == .inAnswer) {
        await Task.yield()
      }
    }
  }
}

/// The attempt that is under way, as the observer hears of it.
private final class Current: Sendable {
  private struct State {
    /// How often each call that began has ended.
    var calls: [ClientEvent.CallID: Int] = [:]
    var attempt = 0
    var isOver = false
    var hasHead = false
  }

  private let state = Locked(State())

  var attempt: Int { state.withLock { $0.attempt } }

  /// Whether every call that began has ended, once.
  var hasEndedEachCallOnce: Bool {
    state.withLock { !$0.calls.isEmpty && $0.calls.values.allSatisfy { $0 == 1 } }
  }

  func reset() { state.withLock { $0 = State() } }

  func note(_ event: ClientEvent) {
    state.withLock { state in
      switch event.kind {
      case .callStarted: state.calls[event.call] = 0
      case .callEnded: state.calls[event.call, default: -1] += 1
      case .attemptStarted:
        state = State(calls: state.calls, attempt: event.attempt ?? 0)
      case .answered: state.hasHead = true
      case .repeating, .notRepeating: state.isOver = true
      default: break
      }
    }
  }

  /// Moves the clock if the attempt is still under way; says whether it is. Under the lock, so that
  /// the attempt after it sees none of it.
  func advance(_ clock: TestClock, in attempt: Int, afterHead: Bool) -> Bool {
    state.withLock { state in
      guard state.attempt == attempt, !state.isOver else { return false }
      if state.hasHead || !afterHead { clock.advance(by: .seconds(20)) }
      return true
    }
  }
}

extension Sandbox.Exchange {
  /// Whether the server has all of the request.
  fileprivate var isWhole: Bool {
    guard progress >= .bodyReceived else { return false }
    guard let length = request.headers["Content-Length"] else { return true }
    return Int64(length) == request.bodyByteCount
  }

  fileprivate var isElsewhere: Bool { request.path == MatrixFault.elsewhere }

  fileprivate func isSilent(_ moment: MatrixFault.Moment) -> Bool {
    switch moment {
    case .beforeBody: progress == .headReceived
    case .beforeAnswer: progress == .answering
    case .inAnswer: progress == .answering && answeredByteCount > 0
    }
  }
}
