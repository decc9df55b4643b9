import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Requests that a plain session sends, as one in the background would.
final class HandingOverTests: TransferTestCase {
  /// What a session hands back.
  private typealias Back = (body: Data?, response: URLResponse?, error: (any Error)?)

  private func send(_ handed: HandedOverRequest) async -> Back {
    var request = handed.request
    request.httpBody = handed.bodyFile.flatMap { try? Data(contentsOf: $0) }
    return await withCheckedContinuation { continuation in
      URLSession.shared.dataTask(with: request) { continuation.resume(returning: ($0, $1, $2)) }
        .resume()
    }
  }

  private var bodyFile: URL { folder.url.appendingPathComponent("body") }

  func testAnUploadThatSomebodyElseSends() async throws {
    let client = try client()
    let content = Data((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    let video = try folder.write(content, named: "movie.mp4")
    let upload = VisualSearch.UploadVideo(file: video)
    let handed = try await client.prepare(upload, writingBodyTo: bodyFile)
    XCTAssertEqual(handed.bodyFile, bodyFile)
    let attributes = try FileManager.default.attributesOfItem(atPath: bodyFile.path)
    XCTAssertEqual(attributes[.posixPermissions] as? Int, 0o600)
    XCTAssertGreaterThan(attributes[.size] as? Int ?? 0, content.count)
    let back = await send(handed)
    // Neither is needed any more.
    try FileManager.default.removeItem(at: video)
    try handed.removeBody()
    try handed.removeBody()
    let receipt = try await client.read(upload, from: back.body, response: back.response)
    XCTAssertEqual(sandbox.videoNos, [receipt.videoNo.rawValue])
    let part = try XCTUnwrap(sandbox.exchanges.last?.request.parts.first)
    XCTAssertEqual(part.fileName, "movie.mp4")
    XCTAssertEqual(part.byteCount, Int64(content.count))
    XCTAssertEqual(try leftovers(), [])
  }

  func testARefusalIsTheErrorThatSendingWouldThrow() async throws {
    let client = try client()
    sandbox.balance = 0
    let search = VisualSearch.SearchClips("a")
    let handed = try await client.prepare(search, writingBodyTo: bodyFile)
    let back = await send(handed)
    do {
      _ = try await client.read(search, from: back.body, response: back.response)
      XCTFail("nothing was thrown")
    } catch let error as MemoriesError {
      XCTAssertEqual(error.kind, .insufficientBalance)
      XCTAssertEqual(error.outcome, .refused)
      XCTAssertEqual(error.attempts, 1)
      XCTAssertFalse("\(error)".contains(sandbox.apiKey))
    }
  }

  func testALostAnswerTellsHowToLook() async throws {
    let client = try client()
    let video = try folder.write(Data("video".utf8), named: "movie.mp4")
    let upload = VisualSearch.UploadVideo(file: video)
    try sandbox.failNext(.visualSearch("POST", "/upload"), with: .resetAfterBody)
    let handed = try await client.prepare(upload, writingBodyTo: bodyFile)
    let back = await send(handed)
    XCTAssertNotNil(back.error)
    // An app may be another process by now.
    let kept = try JSONDecoder().decode(
      LostUpload.self, from: JSONEncoder().encode(handed.lostUpload))
    do {
      _ = try await client.read(
        upload, from: back.body, response: back.response, error: back.error, lostUpload: kept)
      XCTFail("nothing was thrown")
    } catch let error as MemoriesError {
      XCTAssertEqual(error.outcome, .unknown)
      let lost = try XCTUnwrap(error.lostUpload)
      XCTAssertEqual(lost.byteCount, 5)
      XCTAssertEqual(lost.begin, kept.begin)
    }
  }

  func testAnErrorThatProvesThatNothingWasSent() async throws {
    let client = try client()
    do {
      _ = try await client.read(
        VisualSearch.SearchClips("a"), from: nil, response: nil,
        error: URLError(.cannotFindHost))
      XCTFail("nothing was thrown")
    } catch let error as MemoriesError {
      XCTAssertEqual(error.outcome, .notSent)
    }
    do {
      _ = try await client.read(VisualSearch.SearchClips("a"), from: nil, response: nil)
      XCTFail("nothing was thrown")
    } catch let error as MemoriesError {
      XCTAssertEqual(error.outcome, .unknown)
    }
  }

  func testADownloadThatSomebodyElseMade() async throws {
    let client = try client()
    let number = sandbox.addVideo(Data("video".utf8), named: "movie.mp4")
    let download = VisualSearch.DownloadVideo(VisualSearch.VideoNo(number))
    let back = await send(try await client.prepare(download, writingBodyTo: bodyFile))
    let file = try folder.write(try XCTUnwrap(back.body), named: "temporary")
    let target = folder.url.appendingPathComponent("saved.mp4")
    let saved = try await client.save(
      download, from: file, response: back.response, to: .file(target))
    XCTAssertEqual(try Data(contentsOf: saved.url), Data("video".utf8))
    // A refusal comes with the same status.
    let missing = VisualSearch.DownloadVideo("VI0")
    try FileManager.default.removeItem(at: bodyFile)
    let refused = await send(try await client.prepare(missing, writingBodyTo: bodyFile))
    let text = try folder.write(try XCTUnwrap(refused.body), named: "refusal")
    do {
      _ = try await client.save(
        missing, from: text, response: refused.response,
        to: .file(folder.url.appendingPathComponent("b.mp4")))
      XCTFail("nothing was thrown")
    } catch let error as MemoriesError {
      XCTAssertNotEqual(error.kind, .unexpectedAnswer, "\(error)")
    }
    XCTAssertFalse(try folder.names().contains("b.mp4"))
  }

  func testWhatCannotBePreparedLeavesNothing() async throws {
    let client = try client()
    let missing = VisualSearch.UploadVideo(file: folder.url.appendingPathComponent("nix.mp4"))
    do {
      _ = try await client.prepare(missing, writingBodyTo: bodyFile)
      XCTFail("nothing was thrown")
    } catch let error as MemoriesError {
      XCTAssertEqual(error.kind, .invalidRequest)
      XCTAssertEqual(error.outcome, .notSent)
    }
    XCTAssertEqual(try folder.names(), [])
    let taken = try folder.write(Data("mine".utf8), named: "body")
    do {
      _ = try await client.prepare(VisualSearch.SearchClips("a"), writingBodyTo: taken)
      XCTFail("nothing was thrown")
    } catch let error as MemoriesError {
      XCTAssertEqual(error.kind, .fileSystem)
    }
    XCTAssertEqual(try Data(contentsOf: taken), Data("mine".utf8))
    // A request without a body writes nothing.
    let status = try await client.prepare(
      VisualSearch.GetMetadata("VI1"), writingBodyTo: folder.url.appendingPathComponent("none"))
    XCTAssertNil(status.bodyFile)
    XCTAssertNil(status.lostUpload)
    XCTAssertEqual(try folder.names(), ["body"])
    XCTAssertEqual(sandbox.exchanges.count, 0)
  }
}
