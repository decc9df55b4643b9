import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// How an upload looks on the wire, and what becomes of it when the wire or the file fails.
final class UploadTests: TransferTestCase {
  private let upload = Sandbox.Route.visualSearch("POST", "/upload")

  func testArrivesByteForByteWithItsLength() async throws {
    let file = try video(3_000_001)
    var request = VisualSearch.UploadVideo(file: file)
    request.tags = ["outdoor", "näh \"quoted\"\r\nX: 1"]
    let receipt = try await client().send(request)
    XCTAssertTrue(receipt.videoNo.rawValue.hasPrefix("VI"))

    let seen = try XCTUnwrap(sandbox.exchanges.first).request
    XCTAssertEqual(seen.headers["Content-Length"], String(seen.bodyByteCount))
    XCTAssertNil(seen.headers["Transfer-Encoding"])
    XCTAssertNil(seen.headers["Expect"])
    XCTAssertEqual(seen.fields.filter { $0.name == "tags" }.map(\.value), request.tags)
    let part = try XCTUnwrap(seen.parts.first)
    XCTAssertEqual(part.fileName, "movie.mp4")
    XCTAssertEqual(part.contentType, "video/mp4")
    XCTAssertEqual(part.byteCount, 3_000_001)
  }

  func testComesBackByteForByte() async throws {
    let file = try video(3_000_001)
    let client = try client()
    let receipt = try await client.send(VisualSearch.UploadVideo(file: file))
    let target = folder.url.appendingPathComponent("back.mp4")
    _ = try await client.download(
      VisualSearch.DownloadVideo(receipt.videoNo), to: .file(target))
    XCTAssertEqual(try Data(contentsOf: target), try Data(contentsOf: file))
  }

  func testASlowReaderGetsEverything() async throws {
    try sandbox.failNext(
      upload, with: .slowReading(Sandbox.Pace(pieceSize: 256 << 10, pause: .milliseconds(1))))
    let receipt = try await client().send(VisualSearch.UploadVideo(file: video(8 << 20)))
    XCTAssertFalse(receipt.videoNo.rawValue.isEmpty)
    XCTAssertEqual(sandbox.exchanges.first?.request.parts.first?.byteCount, 8 << 20)
  }

  func testAResetAfterTheBodyIsUnknown() async throws {
    try sandbox.failNext(upload, with: .resetAfterBody)
    let (client, file) = (try client(), try video(1_000_000))
    let error = await failure {
      _ = try await client.send(VisualSearch.UploadVideo(file: file))
    }
    XCTAssertEqual(error?.kind, .transport)
    XCTAssertEqual(error?.outcome, .unknown)
    // Nobody sent it a second time behind our back.
    XCTAssertEqual(sandbox.exchanges.count, 1)
  }

  func testAResetOnAConnectionOfItsOwnIsNotSentAgain() async throws {
    // libcurl repeats a request by itself when a kept connection breaks before any answer.
    let client = try client()
    _ = try await client.send(VisualSearch.GetMetadata("VI1"))
    try sandbox.failNext(upload, with: .resetAfterBody)
    let file = try video(1_000_000)
    let error = await failure {
      _ = try await client.send(VisualSearch.UploadVideo(file: file))
    }
    XCTAssertEqual(error?.kind, .transport)
    XCTAssertEqual(error?.outcome, .unknown)
    let uploads = sandbox.exchanges.filter { $0.request.method == "POST" }
    XCTAssertEqual(uploads.count, 1)
    XCTAssertNotEqual(
      uploads.first?.request.connection, sandbox.exchanges.first?.request.connection)
  }

  func testAnEarlyRefusalIsTheAnswer() async throws {
    try sandbox.failNext(
      upload,
      with: .answerBeforeBody(
        .json(#"{"code":"0402","msg":"Insufficient balance","data":null}"#, status: 413)))
    let (client, file) = (
      try client(),
      try SparseFile.create(
        32 << 20, at: folder.url.appendingPathComponent("movie.mp4"))
    )
    let error = await failure {
      _ = try await client.send(VisualSearch.UploadVideo(file: file))
    }
    // The answer, unless the reset that follows it overtook it; never a success.
    if error?.kind == .insufficientBalance {
      XCTAssertEqual(error?.status, 413)
    } else {
      XCTAssertEqual(error?.kind, .transport)
      XCTAssertEqual(error?.outcome, .unknown)
    }
  }

  func testAFileThatShrinksEndsTheRequestAtOnce() async throws {
    let url = folder.url.appendingPathComponent("movie.mp4")
    let file = try SparseFile.create(64 << 20, at: url)
    try sandbox.failNext(
      upload, with: .slowReading(Sandbox.Pace(pieceSize: 1 << 20, pause: .milliseconds(1))))
    let client = try client()
    let sandbox = try XCTUnwrap(sandbox)
    async let result = Result(of: {
      try await client.send(VisualSearch.UploadVideo(file: file))
    })
    _ = await sandbox.exchange { $0.request.method == "POST" }
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: 1 << 20)
    try handle.close()
    let outcome = await result
    let error = try XCTUnwrap(outcome.failure as? MemoriesError)
    XCTAssertEqual(error.kind, .fileSystem)
    XCTAssertEqual(error.fileFailure?.reason, .changed)
    XCTAssertEqual(error.outcome, .notSent)
    _ = await sandbox.exchange { $0.isOver }
    XCTAssertTrue(sandbox.exchanges.allSatisfy { $0.status == nil })
  }

  func testNobodyListens() async throws {
    let gone = try await start()
    await gone.stop()
    var configuration = MemoriesClient.Configuration.sandbox(gone)
    configuration.limits.connect = .seconds(5)
    let client = try MemoriesClient(apiKey: APIKey("k"), configuration: configuration)
    let file = try video(1_000)
    let error = await failure {
      _ = try await client.send(VisualSearch.UploadVideo(file: file))
    }
    XCTAssertEqual(error?.kind, .transport)
    // Proved by the body, which nobody asked for; the system's code would prove nothing.
    XCTAssertEqual(error?.outcome, .notSent)
  }

  func testUnknownHost() async throws {
    var configuration = MemoriesClient.Configuration()
    configuration.visualSearch = try XCTUnwrap(URL(string: "https://nowhere.invalid/v1"))
    let client = try MemoriesClient(apiKey: APIKey("k"), configuration: configuration)
    let error = await failure {
      _ = try await client.send(VisualSearch.GetMetadata("VI1"))
    }
    XCTAssertEqual(error?.kind, .transport)
    XCTAssertEqual(error?.outcome, .notSent)
  }

  func testAnEndpointOfTheUsersOwnWithoutABody() async throws {
    struct Touch: AnsweredOperation {
      typealias Output = NoOutput
      let service = MemoriesService.visualSearch
      func request() -> MemoriesRequest { MemoriesRequest(.post, "touch") }
    }
    sandbox.route("POST", "/serve/api/v1/touch") { _ in .json(#"{"code":"0000","data":null}"#) }
    _ = try await client().send(Touch())
    let seen = try XCTUnwrap(sandbox.exchanges.first)
    XCTAssertNil(seen.failure)
    XCTAssertEqual(seen.request.bodyByteCount, 0)
  }

  func testProgressEndsAtTheWhole() async throws {
    let seen = Recorded<TransferProgress>()
    _ = try await client().send(VisualSearch.UploadVideo(file: video(5_000_000))) {
      seen.append($0)
    }
    let all = seen.values
    XCTAssertEqual(all.last?.fraction, 1)
    XCTAssertEqual(all.last?.phase, .awaitingResponse)
    XCTAssertEqual(all.map(\.completedByteCount), all.map(\.completedByteCount).sorted())
  }
}

/// What callbacks of other threads brought.
final class Recorded<Value: Sendable>: Sendable {
  private let all = Locked<[Value]>([])

  var values: [Value] { all.withLock { $0 } }

  func append(_ value: Value) {
    all.withLock { $0.append(value) }
  }
}
