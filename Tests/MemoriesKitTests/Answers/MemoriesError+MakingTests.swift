import Foundation
import MemoriesKit
import XCTest

/// What an app can make of the type in its own tests; hence without the package's own access.
final class MemoriesErrorMakingTests: XCTestCase {
  func testAnyErrorCanBeMade() {
    let lost = LostUpload(
      fileName: "movie.mp4", byteCount: 7, begin: Date(timeIntervalSince1970: 1),
      end: Date(timeIntervalSince1970: 2))
    var error = MemoriesError(
      .refused, .unknown, "detail", operation: "VisualSearch.UploadVideo", replaySafety: .billed,
      attempts: 2, status: 503, code: "0001", serverMessage: "message", requestID: "req_1",
      retryAfter: .seconds(3))
    error.problems = [MemoriesError.Problem("file", "is empty")]
    error.timeLimit = .stall
    error.fileFailure = FileFailure(.read, "/movie.mp4", .notFound)
    error.transportCode = -1005
    error.lastState = "UNPARSE"
    error.excerpt = "<html>"
    error.lostUpload = lost
    XCTAssertEqual(error.lostUpload, lost)
    XCTAssertEqual(
      error.description,
      "VisualSearch.UploadVideo: the service refused: “message”; file: is empty; "
        + "the file “/movie.mp4” does not exist; detail; "
        + "last state: UNPARSE; the answer began with: <html>; the service asked to wait "
        + "3.0 seconds (HTTP 503, code 0001, request req_1, URLError -1005, 2 attempts, "
        + "the service may have acted)")
  }

  func testEveryMemberCanBeChanged() {
    var error = MemoriesError(.refused, .refused)
    error.kind = .rateLimited
    error.outcome = .done
    error.operation = "Own"
    error.replaySafety = .safe
    error.attempts = 1
    error.status = 429
    error.code = "429"
    error.serverMessage = "slow"
    error.requestID = "r"
    error.retryAfter = .seconds(1)
    error.detail = "more"
    XCTAssertEqual(
      error,
      MemoriesError(
        .rateLimited, .done, "more", operation: "Own", replaySafety: .safe, attempts: 1,
        status: 429, code: "429", serverMessage: "slow", requestID: "r", retryAfter: .seconds(1)))
  }

  func testWhatAServerCouldHaveSaidIsTamedHereToo() {
    let wild = "\u{1B}[2J" + String(repeating: "A", count: 5000)
    var error = MemoriesError(
      .refused, .refused, wild, code: wild, serverMessage: wild, requestID: wild)
    error.excerpt = wild
    error.lastState = wild
    let texts = [
      error.detail, error.code, error.serverMessage, error.requestID, error.excerpt,
      error.lastState,
    ]
    for text in texts {
      XCTAssertLessThan(text?.count ?? .max, 2000)
      XCTAssertEqual(text?.contains("\u{1B}"), false)
    }
  }
}
