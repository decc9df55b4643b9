import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// A file that is JSON itself, as a user of the package would declare it.
private struct DownloadReport: DownloadOperation {
  let service = MemoriesService.visualIntelligence
  var fallbackFileName = "report.json"
  func request() -> MemoriesRequest { MemoriesRequest(.get, "report") }
}

final class JSONDownloadTests: DirectoryTestCase {
  private func download(_ answer: ReplayAnswer) async throws -> String {
    let observed = try ObservedClient(answer)
    let saved = try await observed.client.download(
      DownloadReport(), to: .directory(directory.url))
    var pieces = Data()
    for try await piece in try await ObservedClient(answer).client.chunks(of: DownloadReport()) {
      pieces += piece
    }
    let bytes = try Data(contentsOf: saved.url)
    XCTAssertEqual(pieces, bytes)
    XCTAssertEqual(saved.byteCount, Int64(bytes.count))
    try FileManager.default.removeItem(at: saved.url)
    return String(decoding: bytes, as: UTF8.self)
  }

  func testAFileMayBeJSON() async throws {
    for text in [
      "[]", #"{"scenes":[1,2]}"#, #"{"data":{"a":1}}"#, #"{"code":"US","data":1}"#, "{", "null",
      #"{"code":"FR","msg":"hello","scenes":[1]}"#,
    ] {
      let saved = try await download(.json(text))
      XCTAssertEqual(saved, text)
    }
  }

  func testALongOneIsSavedAsItComes() async throws {
    let text = "[\"" + String(repeating: "scene ", count: 400_000) + "\"]"
    let saved = try await download(.json(text))
    XCTAssertEqual(saved, text)
  }

  func testARefusalInItsPlaceIsOne() async throws {
    for (text, status) in [
      (#"{"code":"0001","msg":"Resource does not exist","data":null,"success":false}"#, 200),
      (#"{"code":404,"msg":"Resource does not exist","data":null}"#, 404), ("{}", 404),
    ] {
      let observed = try ObservedClient(.json(text, status: status))
      let error = try await memoriesError {
        try await observed.client.download(DownloadReport(), to: .directory(directory.url))
      }
      XCTAssertEqual(error.kind, .notFound, text)
      XCTAssertEqual(error.outcome, .refused, text)
    }
    XCTAssertEqual(try directory.names(), [])
  }

  func testAnErrorAloneInItsPlaceIsOneToo() async throws {
    for (text, outcome) in [
      (#"{"status":"errored","error":{"code":"0402","message":"no"}}"#, .refused),
      (#"{"error":{"message":"no"}}"#, .unknown), (#"{"code":"0402","data":null}"#, .refused),
      (#"{"code":402}"#, .refused),
      // This may be the file, and then it was paid for.
      (#"{"success":false,"items":[1]}"#, .unknown),
    ] as [(String, MemoriesError.Outcome)] {
      let observed = try ObservedClient(.json(text))
      let error = try await memoriesError {
        try await observed.client.download(DownloadReport(), to: .directory(directory.url))
      }
      XCTAssertEqual(error.outcome, outcome, text)
    }
    XCTAssertEqual(try directory.names(), [])
  }

  func testWhatIsCalledAnAttachmentIsTheFile() async throws {
    let text = #"{"code":"0001","msg":"a stored refusal","success":false}"#
    let saved = try await download(
      .json(text, headers: [RecordedHeader("Content-Disposition", "attachment; filename=r.json")]))
    XCTAssertEqual(saved, text)
  }

  func testAnyOtherFileIsNotJSON() async throws {
    var report = DownloadReport()
    report.fallbackFileName = "report.zip"
    let observed = try ObservedClient(.json(#"{"scenes":[1,2]}"#))
    let error = try await memoriesError { [report] in
      try await observed.client.download(report, to: .directory(directory.url))
    }
    XCTAssertEqual(error.kind, .unexpectedAnswer)
  }
}
