import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// A progress handler belongs to whoever made the call, on whichever actor that is.
final class ProgressIsolationTests: XCTestCase {
  private var temporary: TemporaryDirectory?

  override func setUpWithError() throws { temporary = try TemporaryDirectory() }
  override func tearDown() { temporary?.remove() }

  private func upload() throws -> VisualSearch.UploadVideo {
    let folder = try XCTUnwrap(temporary)
    return VisualSearch.UploadVideo(file: try folder.write(Data(count: 1000), named: "movie.mp4"))
  }

  private func client(_ answer: ReplayAnswer = .envelope(#"{"videoNo":"VI1"}"#)) throws
    -> MemoriesClient
  {
    try ReplayedClient(answering: answer).client
  }

  @MainActor
  private final class ViewModel {
    private(set) var shown: [Double?] = []

    func show(_ fraction: Double?) {
      MainActor.assertIsolated()
      shown.append(fraction)
    }

    func upload(_ upload: VisualSearch.UploadVideo, with client: MemoriesClient) async throws {
      let receipt = try await client.send(upload) { progress in show(progress.fraction) }
      XCTAssertEqual(receipt.videoNo, "VI1")
    }
  }

  @MainActor
  func testAViewModelOnTheMainActorShowsItsProgress() async throws {
    let model = ViewModel()
    try await model.upload(upload(), with: client())
    XCTAssertEqual(model.shown.last, 1)
  }

  private actor Uploads {
    private(set) var told: [TransferProgress] = []

    private func note(_ progress: TransferProgress) {
      assertIsolated()
      told.append(progress)
    }

    func upload(_ upload: VisualSearch.UploadVideo, with client: MemoriesClient) async throws {
      let reply = try await client.reply(to: upload) { note($0) }
      XCTAssertEqual(try reply.result.get().videoNo, "VI1")
    }

    func download(to directory: URL, with client: MemoriesClient) async throws {
      _ = try await client.download(
        VisualSearch.DownloadVideo("VI1"), to: .directory(directory)
      ) { note($0) }
    }
  }

  func testAnActorKeepsItsProgress() async throws {
    let uploads = Uploads()
    try await uploads.upload(upload(), with: client())
    let sent = await uploads.told.last
    XCTAssertEqual(sent?.phase, .awaitingResponse)
    XCTAssertEqual(sent?.fraction, 1)
    try await uploads.download(
      to: XCTUnwrap(temporary).url, with: client(.body(Data("film".utf8))))
    let received = await uploads.told.last
    XCTAssertEqual(received?.phase, .receiving)
    XCTAssertEqual(received?.completedByteCount, 4)
  }

  func testAVariableOfTheCallersOwnIsEnough() async throws {
    var last: TransferProgress?
    _ = try await client().send(upload()) { last = $0 }
    XCTAssertEqual(last?.fraction, 1)
    let (client, request) = (try client(), try upload())
    let count = try await Task.detached {
      var count = 0
      _ = try await client.send(request) { _ in count += 1 }
      return count
    }.value
    XCTAssertGreaterThan(count, 0)
  }

  func testRefusalsAndProblemsAreWhatTheyAreWithoutAHandler() async throws {
    var told = 0
    let refusing = try client(.refusal(code: "0402", msg: "Insufficient balance"))
    let refused = try await thrownMemoriesError {
      try await refusing.send(upload()) { _ in told += 1 }
    }
    XCTAssertEqual(refused.kind, .insufficientBalance)
    XCTAssertGreaterThan(told, 0)
    let reply = try await refusing.reply(to: upload()) { _ in }
    XCTAssertEqual(reply.envelope.code, "0402")

    told = 0
    var wrong = try upload()
    wrong.tags = [""]
    let request = wrong
    let invalid = try await thrownMemoriesError {
      try await client().send(request) { _ in told += 1 }
    }
    XCTAssertEqual(invalid.problems.map(\.field), ["tags"])
    XCTAssertEqual(told, 0)
  }

  func testCancellingEndsACallWithAHandlerAtOnce() async throws {
    let replay = Replay { _ in .stall }
    let (client, request) = (try ReplayedClient(replay).client, try upload())
    let call = Task {
      try await client.send(request) { _ in }
    }
    while replay.requests.isEmpty { await Task.yield() }
    call.cancel()
    let error = try await thrownError { try await call.value }
    XCTAssertEqual((error as? MemoriesError)?.kind, .cancelled, "\(error)")
  }
}
