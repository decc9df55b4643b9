import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class MemoriesErrorTextTests: XCTestCase {
  private func error(
    _ kind: MemoriesError.Kind, _ outcome: MemoriesError.Outcome, _ detail: String? = nil,
    _ change: (inout MemoriesError) -> Void = { _ in }
  ) -> MemoriesError {
    var error = MemoriesError(kind, outcome, detail)
    change(&error)
    return error
  }

  func testTheTextSaysWhatFailedWhyAndWhetherTheServiceActed() {
    let rows: [(MemoriesError, String)] = [
      (
        error(.notConfigured, .notSent, "MEMORIES_API_KEY is not set"),
        "the client is not configured; MEMORIES_API_KEY is not set (nothing was sent)"
      ),
      (
        error(.invalidRequest, .notSent) {
          $0.operation = "VisualSearch.UploadVideo"
          $0.problems = [
            MemoriesError.Problem("file", "is empty"), MemoriesError.Problem("tags", "too many"),
          ]
        },
        "VisualSearch.UploadVideo: the request was not sent, because it breaks a rule; "
          + "file: is empty; tags: too many (nothing was sent)"
      ),
      (
        error(.unauthorized, .refused) {
          $0.operation = "VisualSearch.GetMetadata"
          $0.serverMessage = "Unauthorized"
          $0.status = 200
          $0.code = "0401"
          $0.requestID = "req_1"
          $0.attempts = 1
        },
        "VisualSearch.GetMetadata: the API key was refused: “Unauthorized” "
          + "(HTTP 200, code 0401, request req_1, 1 attempt, not done)"
      ),
      (
        error(.rateLimited, .refused) {
          $0.status = 429
          $0.attempts = 3
          $0.retryAfter = .seconds(2)
        },
        "too many requests; the service asked to wait 2.0 seconds "
          + "(HTTP 429, 3 attempts, not done)"
      ),
      (
        error(.unexpectedAnswer, .unknown, "the body is not JSON") {
          $0.status = 502
          $0.excerpt = "<html>"
          $0.attempts = 1
        },
        "the answer cannot be understood; the body is not JSON; the answer began with: <html> "
          + "(HTTP 502, 1 attempt, the service may have acted)"
      ),
      (
        error(.transport, .unknown, "connection lost") {
          $0.transportCode = -1005
          $0.attempts = 1
        },
        "the connection failed; connection lost "
          + "(URLError -1005, 1 attempt, the service may have acted)"
      ),
      (
        error(.timedOut, .unknown) {
          $0.timeLimit = .stall
          $0.attempts = 1
        },
        "nothing moved for too long "
          + "(1 attempt, the service may have acted)"
      ),
      (
        error(.fileSystem, .done) {
          $0.fileFailure = FileFailure(.write, "/downloads/movie.mp4", errorNumber: ENOSPC)
          $0.attempts = 1
        },
        "a file could not be read or written; "
          + "the disk is full, and there is no room for the file “/downloads/movie.mp4” "
          + "(1 attempt, the service did act)"
      ),
      (
        error(.waitExpired, .done, "asked 9 times in 90.0 seconds") {
          $0.lastState = "UNPARSE"
          $0.replaySafety = .safe
          $0.attempts = 9
        },
        "waiting took longer than allowed; asked 9 times in 90.0 seconds; last state: UNPARSE "
          + "(9 attempts, the service answered)"
      ),
      (
        error(.insufficientBalance, .refused) { $0.serverMessage = "" },
        "the account has too few credits (not done)"
      ),
    ]
    for (error, text) in rows {
      XCTAssertEqual(error.description, text)
      XCTAssertEqual("\(error)", text)
      XCTAssertEqual(error.errorDescription, text)
      XCTAssertEqual(error.localizedDescription, text)
      XCTAssertEqual((error as NSError).localizedDescription, text)
    }
  }

  func testEveryKindHasAHeadlineOfItsOwn() {
    let kinds: [MemoriesError.Kind] = [
      .notConfigured, .invalidRequest, .unauthorized, .forbidden, .insufficientBalance,
      .rateLimited, .busy, .notFound, .conflict, .requestTooLarge, .unsupportedMediaType, .refused,
      .unexpectedAnswer, .transport, .untrustedServer, .intercepted, .timedOut, .fileSystem,
      .unexpectedSize, .tooLarge,
      .waitExpired, .processingFailed, .cancelled,
    ]
    let texts = kinds.map { MemoriesError($0, .unknown).description }
    XCTAssertEqual(Set(texts).count, kinds.count)
    for (kind, text) in zip(kinds, texts) {
      XCTAssertFalse(text.hasPrefix(kind.description), text)
    }
  }

  func testEveryOutcomeIsPutIntoWords() {
    let outcomes: [(MemoriesError.Outcome, String, ofRead: String)] = [
      (.notSent, "nothing was sent", "nothing was sent"), (.refused, "not done", "not done"),
      (.unknown, "the service may have acted", "the answer was lost"),
      (.done, "the service did act", "the service answered"),
    ]
    for (outcome, words, ofRead) in outcomes {
      let rows: [(ReplaySafety?, String)] = [
        (nil, words), (.billed, words), (.never, words), (.safe, ofRead),
      ]
      for (safety, words) in rows {
        let error = MemoriesError(.timedOut, outcome, replaySafety: safety)
        XCTAssertTrue(error.description.hasSuffix("(\(words))"), error.description)
      }
    }
  }

  func testTheErrorsOfAReadSpeakOfItsAnswerOnly() async throws {
    let answers: [(ReplayAnswer, String)] = [
      (.failure(.networkConnectionLost), "the answer was lost"),
      (.body(Data("<html>".utf8), type: "text/html", status: 502), "the answer was lost"),
      (.agreed("[]"), "the service answered"),
      (.refused(code: "404", "no", status: 404), "not done"),
    ]
    for (answer, words) in answers {
      let observed = try ObservedClient(answer)
      let read = try await memoriesError {
        try await observed.client.send(VisualSearch.GetMetadata("VI1"))
      }
      XCTAssertEqual(read.replaySafety, .safe)
      XCTAssertTrue(read.description.hasSuffix(", \(words))"), read.description)
    }
    let lost = try ObservedClient(.failure(.networkConnectionLost))
    let paid = try await memoriesError {
      try await lost.client.chunks(of: VisualSearch.DownloadVideo("VI1"))
    }
    XCTAssertEqual(paid.replaySafety, .billed)
    XCTAssertTrue(paid.description.hasSuffix(", the service may have acted)"), paid.description)
    let invalid = try await memoriesError {
      try await lost.client.send(VisualSearch.GetMetadata(" "))
    }
    XCTAssertEqual(invalid.replaySafety, .safe)
  }
}
