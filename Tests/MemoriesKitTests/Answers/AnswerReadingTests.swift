import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class AnswerReadingTests: XCTestCase {
  private struct Output: Codable, Equatable { let videoNo: String }

  private func read(
    _ body: Data, status: Int = 200, contentType: String? = nil
  ) throws(MemoriesError) -> Envelope<Output> {
    try AnswerReading.read(
      AnswerReading.envelope(in: body, status: status, contentType: contentType),
      as: Output.self, drift: DriftLog())
  }

  private func error(_ body: Data, status: Int, contentType: String? = nil) throws
    -> MemoriesError
  {
    do {
      XCTFail("read \(try read(body, status: status, contentType: contentType))")
    } catch {
      return error
    }
    throw CancellationError()
  }

  private static let gateway = Data(
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>".utf8)
  private static let spring = Data(
    """
    {"timestamp":"2026-01-01T00:00:00.000+00:00","path":"/serve/api/v1/upload","status":503,\
    "error":"Service Unavailable","requestId":"1a2b"}
    """.utf8)
  private static let cut = Data(#"{"code":"0000","data":{"videoNo":"VI"#.utf8)

  func testWhatIsNoEnvelopeIsAnErrorWithAReason() throws {
    let rows: [(Data, reason: String)] = [
      (Self.gateway, "Not JSON"),
      (Data(), "the body is empty"),
      (Self.spring, "the JSON is not an envelope"),
      (Self.cut, "Not JSON"),
      (Data("[1,2]".utf8), "the JSON is not an envelope"),
      (Data("true".utf8), "the JSON is not an envelope"),
      (Data("null".utf8), "the JSON is not an envelope"),
      (Data(#""success""#.utf8), "the JSON is not an envelope"),
      (Data("{}".utf8), "the JSON is not an envelope"),
      (Data([0xFC, 0xE9, 0xF6, 0x00, 0x80]), "Not JSON"),
      (Data(#"{"code":"0000"}{"code":"0000"}"#.utf8), "Not JSON"),
      (Data(#"{"code":0000}"#.utf8), "Not JSON"),
      (Data("   ".utf8), "Not JSON"),
    ]
    for (body, reason) in rows {
      for status in [200, 502] {
        let error = try error(body, status: status, contentType: "text/html")
        XCTAssertEqual(error.kind, .unexpectedAnswer)
        XCTAssertEqual(error.outcome, .unknown)
        XCTAssertEqual(error.status, status)
        let detail = try XCTUnwrap(error.detail)
        XCTAssertTrue(detail.hasPrefix(reason), detail)
        XCTAssertTrue(detail.hasSuffix(", with content type text/html"), detail)
        XCTAssertEqual(error.excerpt == nil, body.isEmpty)
      }
    }
  }

  func testTheStatusTellsWhetherTheServiceMayHaveActed() throws {
    let rows: [(Int, MemoriesError.Kind, Outcome)] = [
      (200, .unexpectedAnswer, .unknown), (204, .unexpectedAnswer, .unknown),
      (400, .unexpectedAnswer, .refused), (401, .unauthorized, .refused),
      (402, .unexpectedAnswer, .refused), (403, .unexpectedAnswer, .refused),
      (404, .unexpectedAnswer, .refused), (408, .unexpectedAnswer, .unknown),
      (413, .unexpectedAnswer, .refused), (429, .rateLimited, .refused),
      (499, .unexpectedAnswer, .refused), (500, .unexpectedAnswer, .unknown),
      (502, .unexpectedAnswer, .unknown), (503, .unexpectedAnswer, .unknown),
      (504, .unexpectedAnswer, .unknown),
    ]
    for (status, kind, outcome) in rows {
      for body in [Self.gateway, Data(), Self.spring, Self.cut] {
        let error = try error(body, status: status)
        XCTAssertEqual(error.kind, kind, "\(status)")
        XCTAssertEqual(error.outcome, outcome, "\(status)")
        XCTAssertEqual(error.status, status)
        XCTAssertNil(error.code)
      }
    }
  }

  func testAnExcerptIsBoundedAndPrintableWhateverCame() throws {
    let noise = Data((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11) })
    let controls = Data((0..<5_000_000).map { UInt8($0 % 32) })
    let latin1 = Data(repeating: 0xE9, count: 5_000_000)
    for body in [noise, controls, latin1] {
      let error = try error(body, status: 200)
      let excerpt = try XCTUnwrap(error.excerpt)
      XCTAssertLessThanOrEqual(excerpt.unicodeScalars.count, Excerpt.limit + 1)
      for scalar in error.description.unicodeScalars {
        let category = scalar.properties.generalCategory
        XCTAssertFalse([.control, .format, .surrogate].contains(category), "\(scalar.value)")
      }
    }
  }

  func testAnAgreementIsReadIntoItsType() throws {
    let envelope = try read(
      Data(#"{"code":200,"message":"ok","data":{"video_no":1}}"#.utf8))
    XCTAssertEqual(try envelope.result.get(), Output(videoNo: "1"))
    XCTAssertEqual(envelope.code, "200")
    XCTAssertEqual(envelope.msg, "ok")
    XCTAssertNil(envelope.success)
  }

  func testARefusalIsNotReadIntoTheType() throws {
    let envelope = try read(Data(#"{"code":"0001","msg":"m","data":"anything"}"#.utf8))
    XCTAssertNil(envelope.data)
    XCTAssertThrowsError(try envelope.result.get()) { error in
      XCTAssertEqual((error as? APIFailure)?.data, .string("anything"))
    }
  }

  func testAnAgreementThatCannotBeReadIsDoneAllTheSame() throws {
    let rows = [
      (#"{"code":"0000","data":null}"#, "data: expected", "null"),
      (
        #"{"code":"0000","data":{"x":"\u202e1\n"}}"#, "data: no member videoNo",
        #"{"x":"\u202e1\n"}"#
      ),
      (
        #"{"code":"0000","data":{"video_no":[]}}"#, "data.videoNo: expected String, found []",
        #"{"video_no":[]}"#
      ),
    ]
    for (text, detail, excerpt) in rows {
      let error = try error(Data(text.utf8), status: 200)
      XCTAssertEqual(error.kind, .unexpectedAnswer)
      XCTAssertEqual(error.outcome, .done)
      XCTAssertEqual(error.code, "0000")
      XCTAssertEqual(error.status, 200)
      XCTAssertTrue(try XCTUnwrap(error.detail).hasPrefix(detail), error.description)
      XCTAssertEqual(error.excerpt, excerpt)
    }
  }

  func testACallEndsInTheSameErrors() async throws {
    let rehearsal = try Rehearsal(.body(Self.gateway, type: "text/html", status: 502))
    let error = try await memoriesError {
      try await rehearsal.client.send(VisualSearch.GetMetadata("VI1"))
    }
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.outcome, .unknown)
    XCTAssertEqual(error.status, 502)
    XCTAssertEqual(error.operation, "VisualSearch.GetMetadata")
    XCTAssertEqual(error.attempts, 1)
    XCTAssertEqual(
      error.excerpt, "<html> <head><title>502 Bad Gateway</title></head> </html>")
  }
}
