import Foundation
import XCTest

@testable import MemoriesKit

final class MemoriesErrorTextTests: XCTestCase {
  private func error(
    _ kind: MemoriesError.Kind, _ outcome: Outcome, _ detail: String? = nil,
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
          $0.problems = [Problem("file", "is empty"), Problem("tags", "too many")]
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
          $0.attempts = 1
        },
        "VisualSearch.GetMetadata: the API key was refused: “Unauthorized” "
          + "(HTTP 200, code 0401, 1 attempt, not done)"
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
        "a time limit ran out; the limit that ran out: stall "
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
          $0.attempts = 9
        },
        "waiting took longer than allowed; asked 9 times in 90.0 seconds; last state: UNPARSE "
          + "(9 attempts, the service did act)"
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
      .rateLimited, .notFound, .refused, .unexpectedAnswer, .transport, .timedOut, .fileSystem,
      .unexpectedSize, .tooLarge, .waitExpired, .processingFailed,
    ]
    let texts = kinds.map { MemoriesError($0, .unknown).description }
    XCTAssertEqual(Set(texts).count, kinds.count)
    for (kind, text) in zip(kinds, texts) {
      XCTAssertFalse(text.hasPrefix(kind.description), text)
    }
  }

  func testEveryOutcomeIsPutIntoWords() {
    let outcomes: [(Outcome, String)] = [
      (.notSent, "nothing was sent"), (.refused, "not done"),
      (.unknown, "the service may have acted"), (.done, "the service did act"),
    ]
    for (outcome, words) in outcomes {
      XCTAssertTrue(MemoriesError(.refused, outcome).description.hasSuffix("(\(words))"))
    }
  }
}
