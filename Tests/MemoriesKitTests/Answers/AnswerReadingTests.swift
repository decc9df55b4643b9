import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class AnswerReadingTests: XCTestCase {
  private struct Output: Codable, Equatable { let videoNo: String }

  private func read(
    _ body: Data, status: Int = 200, contentType: String? = nil
  ) throws(MemoriesError) -> Reply<Output>.Envelope {
    try AnswerFormat<Output>.envelope.envelope(
      of: AnswerReading.answer(in: body, status: status, contentType: contentType),
      drift: DriftLog())
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
    let rows: [(Int, MemoriesError.Kind, MemoriesError.Outcome)] = [
      (200, .unexpectedAnswer, .unknown), (204, .unexpectedAnswer, .unknown),
      (400, .unexpectedAnswer, .refused), (401, .unauthorized, .refused),
      (402, .insufficientBalance, .refused), (403, .forbidden, .refused),
      (404, .notFound, .refused), (408, .unexpectedAnswer, .unknown),
      (409, .conflict, .refused), (413, .requestTooLarge, .refused),
      (415, .unsupportedMediaType, .refused), (429, .rateLimited, .refused),
      (499, .unexpectedAnswer, .refused), (500, .unexpectedAnswer, .unknown),
      (502, .unexpectedAnswer, .unknown), (503, .unexpectedAnswer, .unknown),
      (504, .unexpectedAnswer, .unknown),
    ]
    for (status, kind, outcome) in rows {
      for body in [Self.gateway, Data(), Self.cut, Data("{}".utf8)] {
        let error = try error(body, status: status)
        XCTAssertEqual(error.kind, kind, "\(status)")
        XCTAssertEqual(error.outcome, outcome, "\(status)")
        XCTAssertEqual(error.status, status)
        XCTAssertNil(error.code)
        // Whatever the status says, what was sent with it can be seen.
        XCTAssertEqual(error.excerpt == nil, body.isEmpty, "\(status)")
      }
    }
  }

  // MARK: Refusals of other forms

  private func nested(_ more: String = "") -> Data {
    Data(#"{"error":{"code":"slow","message":"slow down"\#(more)}}"#.utf8)
  }

  func testARefusalOfAnotherFormIsToldByItsStatus() throws {
    let rows: [(Int, MemoriesError.Kind, MemoriesError.Outcome)] = [
      (400, .refused, .refused), (401, .unauthorized, .refused),
      (402, .insufficientBalance, .refused), (403, .forbidden, .refused),
      (404, .notFound, .refused), (405, .refused, .refused), (408, .refused, .unknown),
      (409, .conflict, .refused), (413, .requestTooLarge, .refused),
      (415, .unsupportedMediaType, .refused), (422, .refused, .refused),
      (429, .rateLimited, .refused), (500, .refused, .unknown), (503, .refused, .unknown),
    ]
    for (status, kind, outcome) in rows {
      for body in [nested(), Self.spring, Data(#"{"detail":"no"}"#.utf8)] {
        let error = try error(body, status: status, contentType: "application/json")
        XCTAssertEqual(error.kind, kind, "\(status)")
        XCTAssertEqual(error.outcome, outcome, "\(status)")
        XCTAssertEqual(error.status, status)
        XCTAssertNotNil(error.serverMessage)
        XCTAssertNil(error.excerpt)
      }
    }
  }

  func testWhatARefusalOfAnotherFormSaysIsKept() throws {
    let rows: [(String, code: String?, message: String?, request: String?, Duration?)] = [
      (
        #"{"error":{"code":"rate_limited","message":"slow down","request_id":"req_1","retry_after":1.5}}"#,
        "rate_limited", "slow down", "req_1", .milliseconds(1500)
      ),
      (
        #"{"error":{"code":7,"msg":"m","requestId":"r","retryAfter":"0.1"}}"#, "7", "m", "r",
        .milliseconds(100)
      ),
      (
        String(decoding: Self.spring, as: UTF8.self), nil, "Service Unavailable", "1a2b", nil
      ),
      (
        #"{"status":404,"error":"Not Found","message":"No static resource x.","path":"/x"}"#, nil,
        "No static resource x.", nil, nil
      ),
      (#"{"error":"text"}"#, nil, "text", nil, nil),
      (#"{"message":"text","retry_after":3}"#, nil, "text", nil, .seconds(3)),
      (#"{"msg":"text"}"#, nil, "text", nil, nil),
      (#"{"detail":"text","request_id":9}"#, nil, "text", "9", nil),
      (#"{"type":"about:blank","title":"Gone","status":410}"#, nil, "Gone", nil, nil),
      (#"{"title":"Gone","detail":"It was deleted."}"#, nil, "It was deleted.", nil, nil),
      (#"{"error":"null","message":""}"#, nil, nil, nil, nil),
      (#"{"error":{"message":{}},"detail":[{"msg":"m"}]}"#, nil, nil, nil, nil),
      (#"{"error":{"retry_after":-1}}"#, nil, nil, nil, nil),
    ]
    for (text, code, message, request, retryAfter) in rows {
      for status in [200, 400, 503] {
        let error = try error(Data(text.utf8), status: status)
        XCTAssertEqual(error.code, code, text)
        XCTAssertEqual(error.serverMessage, message, text)
        XCTAssertEqual(error.requestID, request, text)
        XCTAssertEqual(error.retryAfter, retryAfter, text)
        let isUnderstood = status >= 400 && (code ?? message) != nil
        XCTAssertEqual(error.kind == .unexpectedAnswer, !isUnderstood, "\(status) \(text)")
        XCTAssertEqual(error.excerpt == nil, isUnderstood, "\(status) \(text)")
        if status == 200 { XCTAssertEqual(error.outcome, .unknown, text) }
      }
    }
  }

  func testAnAnswerThatCallsItselfErroredIsRefused() throws {
    let rows: [(String, status: Int, MemoriesError.Kind, MemoriesError.Outcome, message: String?)] =
      [
        (
          #"{"id":"r","status":"errored","error":{"code":"x","message":"m"}}"#, 200, .refused,
          .refused, "m"
        ),
        (#"{"status":"ERRORED","error":"m","data":{}}"#, 200, .refused, .refused, "m"),
        (#"{"status":"errored","error":{}}"#, 200, .refused, .refused, nil),
        (
          #"{"status":"errored","error":{"code":"0402","message":"m"}}"#, 200, .insufficientBalance,
          .refused, "m"
        ),
        (#"{"status":"errored","error":{"message":"m"}}"#, 502, .refused, .unknown, "m"),
        (#"{"status":"errored","error":{"message":"m"}}"#, 404, .notFound, .refused, "m"),
      ]
    for (text, status, kind, outcome, message) in rows {
      let error = try error(Data(text.utf8), status: status)
      XCTAssertEqual(error.kind, kind, text)
      XCTAssertEqual(error.outcome, outcome, text)
      XCTAssertEqual(error.serverMessage, message, text)
    }
    for text in [
      #"{"status":"errored"}"#, #"{"status":"errored","error":null}"#,
      #"{"status":"completed","error":"m"}"#,
    ] {
      let error = try error(Data(text.utf8), status: 200)
      XCTAssertEqual(error.kind, .unexpectedAnswer, text)
      XCTAssertEqual(error.outcome, .unknown, text)
    }
  }

  func testARefusalOfAnotherFormIsClearWhenNothingSpeaksAgainstIt() throws {
    let rows: [(String, status: Int, MemoriesError.Kind)] = [
      (
        #"{"status":"errored","error":{"code":"0429","retryAfter":0},"code":"0000","success":true,"data":{"videoNo":"VI1"}}"#,
        200, .rateLimited
      ),
      (
        #"{"status":"errored","error":{"code":"0402"},"success":true}"#, 200, .insufficientBalance
      ),
      (#"{"status":"errored","error":{"code":"0402"},"failed":false}"#, 200, .insufficientBalance),
      (#"{"status":"errored","error":{"code":"0402"},"code":200}"#, 200, .insufficientBalance),
      (#"{"status":"errored","error":{"code":"0402"},"data":[1]}"#, 200, .insufficientBalance),
      (#"{"status":"errored","error":"m","task_id":"t"}"#, 402, .insufficientBalance),
      (#"{"error":{"message":"m"},"videoNo":"VI1"}"#, 429, .rateLimited),
      (#"{"videoNo":"VI1"}"#, 429, .rateLimited),
      (#"[{"videoNo":"VI1"}]"#, 429, .rateLimited),
    ]
    for (text, status, kind) in rows {
      let error = try error(Data(text.utf8), status: status)
      XCTAssertEqual(error.kind, kind, text)
      XCTAssertEqual(error.outcome, .unknown, text)
    }
    for text in [
      #"{"error":{"message":"m","details":{"field":"file"}}}"#, #"{"videoNo":""}"#, "[]",
    ] {
      XCTAssertEqual(try error(Data(text.utf8), status: 429).outcome, .refused, text)
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
    let observed = try ObservedClient(.body(Self.gateway, type: "text/html", status: 502))
    let error = try await memoriesError {
      try await observed.client.send(VisualSearch.GetMetadata("VI1"))
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
