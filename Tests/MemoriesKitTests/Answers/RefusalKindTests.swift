import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class RefusalKindTests: XCTestCase {
  /// The documented codes of Visual Search, all under HTTP 200.
  private let codesOfVisualSearch: [(String, MemoriesError.Kind)] = [
    ("0001", .refused), ("0003", .refused), ("0401", .unauthorized),
    ("0402", .insufficientBalance), ("0403", .forbidden), ("0409", .conflict),
    ("0429", .rateLimited), ("9009", .forbidden),
  ]

  /// The documented codes of Visual Intelligence, which are HTTP statuses at the same time.
  private let codesOfVisualIntelligence: [(Int, MemoriesError.Kind)] = [
    (400, .refused), (401, .unauthorized), (402, .insufficientBalance), (403, .forbidden),
    (404, .notFound), (405, .refused), (409, .conflict), (413, .requestTooLarge),
    (415, .unsupportedMediaType), (429, .rateLimited), (500, .refused), (16, .refused),
  ]

  func testEveryDocumentedCodeHasItsKind() {
    for (code, kind) in codesOfVisualSearch {
      XCTAssertEqual(RefusalKind.kind(code: code, status: 200), kind, code)
    }
    for (code, kind) in codesOfVisualIntelligence {
      XCTAssertEqual(RefusalKind.kind(code: "\(code)", status: code), kind, "\(code)")
      XCTAssertEqual(RefusalKind.kind(code: "\(code)", status: 200), kind, "\(code)")
    }
  }

  func testTheStatusSpeaksWhereTheCodeIsSilent() {
    for (status, kind) in codesOfVisualIntelligence {
      XCTAssertEqual(RefusalKind.kind(code: nil, status: status), kind)
      XCTAssertEqual(RefusalKind.kind(code: "0001", status: status), kind)
      XCTAssertEqual(RefusalKind.kind(code: "0000", status: status), kind)
    }
    XCTAssertEqual(RefusalKind.kind(code: nil, status: 200), .refused)
    XCTAssertEqual(RefusalKind.kind(code: "0402", status: 500), .insufficientBalance)
  }

  func testARefusalThatPassesIsToldByItsMessage() {
    let rows: [(String?, code: String?, status: Int, MemoriesError.Kind)] = [
      ("network abnormal", "0001", 200, .busy),
      ("Network abnormal, please retry.", "0001", 200, .busy),
      ("Service is busy, try later", "0409", 200, .busy),
      ("SERVICE IS BUSY", "409", 409, .busy),
      ("Service is busy, try later", nil, 409, .busy),
      ("Repeated operation", "0409", 200, .conflict),
      (nil, "0409", 200, .conflict),
      (nil, nil, 409, .conflict),
      // Elsewhere these words stand for nothing.
      ("network abnormal", "0003", 200, .refused),
      ("network abnormal", "400", 400, .refused),
      ("network abnormal", "0409", 200, .conflict),
      ("Service is busy, try later", "0001", 200, .refused),
      ("Service is busy, try later", "0429", 200, .rateLimited),
      ("Service is busy, try later", "500", 500, .refused),
    ]
    for (message, code, status, kind) in rows {
      XCTAssertEqual(
        RefusalKind.kind(code: code, message: message, status: status), kind,
        "\(status) \(code ?? "-") \(message ?? "-")")
    }
  }

  func testTheWantOfAWebhookHasAKindOfItsOwn() async throws {
    let message = "An async request requires at least one webhook."
    XCTAssertEqual(
      RefusalKind.kind(code: "400", message: message, status: 400), .noWebhook)
    XCTAssertEqual(
      RefusalKind.kind(code: "400", message: "a webhook", status: 400), .refused)
  }

  func testTheSentenceOfTwoMeaningsIsExplainedAndNotSentAgain() async throws {
    let answer = ReplayAnswer.json(
      #"{"code":400,"msg":"Request has exceeded the limit.","data":null}"#, status: 400)
    let observed = try ReplayedClient(answering: answer)
    let error = try await thrownMemoriesError {
      try await observed.client.send(VisualIntelligence.GetAssetMetadata("re_1"))
    }
    XCTAssertEqual(error.kind, .refused)
    XCTAssertEqual(error.outcome, .refused)
    XCTAssertEqual(error.attempts, 1)
    XCTAssertTrue("\(error)".contains("usually means a wrong parameter"), "\(error)")
    XCTAssertEqual(observed.replay.requests.count, 1)
  }

  func testADownloadIsToldByItsMessageWhereTheCodeSaysNothing() {
    let rows: [(String?, code: String, status: Int, MemoriesError.Kind)] = [
      ("Bucket cannot be null or empty", "0001", 200, .refused),
      ("Blob cannot be null or empty", "0001", 200, .refused),
      ("Resource does not exist", "0001", 200, .notFound),
      ("Resource does not exist", "400", 400, .notFound),
      ("RESOURCE DOES NOT EXIST or belongs to another account", "0001", 200, .notFound),
      ("video not found", "0001", 200, .notFound),
      ("Asset not found", "400", 400, .notFound),
      (
        "Insufficient balance to download the resource. Please recharge and try again.", "0001",
        200, .insufficientBalance
      ),
      ("Request has exceeded the limit.", "0001", 200, .rateLimited),
      ("Request has exceeded the limit.", "0429", 200, .rateLimited),
      ("Request has exceeded the limit.", "400", 400, .refused),
      ("No static resource serve/api/v1/dwonload.", "0001", 200, .refused),
      ("network abnormal", "0001", 200, .busy),
      ("Service is busy, try later", "0409", 200, .busy),
      (nil, "0001", 200, .refused),
      ("", "0001", 200, .refused),
      // A code that says something goes before any message.
      ("Resource does not exist", "0401", 200, .unauthorized),
      ("Insufficient balance to download", "0429", 200, .rateLimited),
      ("Resource does not exist", "402", 402, .insufficientBalance),
    ]
    for (message, code, status, kind) in rows {
      let failure = APIFailure(code: code, msg: message, status: status, data: .null)
      XCTAssertEqual(
        RefusalKind.kind(ofDownload: failure), kind, "\(status) \(code) \(message ?? "-")")
    }
  }

  func testNowhereElseAMessageIsRead() async throws {
    for message in [
      "Resource does not exist", "video not found", "Asset not found",
      "Insufficient balance to download the resource. Please recharge and try again.",
      "Request has exceeded the limit.", "Unauthorized", "Rate limit exceeded",
    ] {
      for answer in [
        ReplayAnswer.refused(code: "\"0001\"", message),
        .refused(code: "400", message, status: 400),
      ] {
        let observed = try ObservedClient(answer)
        let error = try await memoriesError {
          try await observed.client.send(VisualSearch.GetMetadata("VI1"))
        }
        XCTAssertEqual(error.kind, .refused, message)
        XCTAssertEqual(error.serverMessage, message)
      }
    }
  }

  func testARefusalThroughAClientCarriesEverything() async throws {
    for (code, kind) in codesOfVisualSearch {
      let observed = try ObservedClient(.refused(code: "\"\(code)\"", "the message"))
      let error = try await memoriesError {
        try await observed.client.send(VisualSearch.GetMetadata("VI1"))
      }
      XCTAssertEqual(error.kind, kind, code)
      XCTAssertEqual(error.outcome, .refused)
      XCTAssertEqual(error.code, code)
      XCTAssertEqual(error.status, 200)
      XCTAssertEqual(error.serverMessage, "the message")
      XCTAssertEqual(error.attempts, 1)
    }
    for (status, kind) in codesOfVisualIntelligence where status >= 400 {
      let observed = try ObservedClient(
        .json(#"{"code":\#(status),"msg":"m","data":null}"#, status: status))
      let error = try await memoriesError {
        try await observed.client.send(VisualIntelligence.GetAssetMetadata("re_1"))
      }
      XCTAssertEqual(error.kind, kind, "\(status)")
      // An accident of the service's own may have come at any point.
      XCTAssertEqual(error.outcome, status < 500 ? .refused : .unknown)
      XCTAssertEqual(error.status, status)
    }
  }
}
