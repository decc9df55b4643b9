import Foundation
import XCTest

@testable import MemoriesKit

final class EnvelopeTests: XCTestCase {
  private func raw(_ text: String, status: Int = 200) throws -> RawAnswer? {
    RawAnswer(envelope: try JSONValue(parsing: text), status: status)
  }

  func testCodeFlagsAndStatusDecideTogether() throws {
    let rows: [(String, status: Int, isSuccess: Bool)] = [
      (#"{"code":"0000","msg":"success","data":{},"success":true,"failed":false}"#, 200, true),
      (#"{"code":200,"msg":"success","data":{},"success":true,"failed":false}"#, 200, true),
      (#"{"code":"200","data":{}}"#, 200, true),
      (#"{"code":"0000"}"#, 200, true),
      (#"{"code":"0000","data":null}"#, 201, true),
      (#"{"code":"0000","data":null}"#, 302, true),
      (#"{"code":null,"data":{}}"#, 200, true),
      (#"{"data":{}}"#, 200, true),
      (#"{"data":null}"#, 200, true),
      (#"{"success":true}"#, 200, true),
      (#"{"success":"true","failed":"false"}"#, 200, true),
      (#"{"success":1,"failed":0}"#, 200, true),
      (#"{"failed":false}"#, 200, true),
      (#"{"code":"0000","success":null,"failed":null}"#, 200, true),
      (#"{"Code":"0000","Data":1}"#, 200, true),

      (#"{"code":"0000","success":false}"#, 200, false),
      (#"{"code":"0000","success":"false"}"#, 200, false),
      (#"{"code":"0000","failed":true}"#, 200, false),
      (#"{"code":"0000","success":true,"failed":true}"#, 200, false),
      (#"{"success":false}"#, 200, false),
      (#"{"failed":true}"#, 200, false),
      (#"{"code":0}"#, 200, true),
      (#"{"code":"0"}"#, 200, true),
      (#"{"code":"00"}"#, 200, false),
      (#"{"code":"000"}"#, 200, false),
      (#"{"code":"00000"}"#, 200, false),
      (#"{"code":""}"#, 200, false),
      (#"{"code":"SUCCESS"}"#, 200, false),
      (#"{"code":201}"#, 200, false),
      (#"{"code":"0001","msg":"m","data":null,"success":true,"failed":false}"#, 200, false),
      (#"{"code":"0429"}"#, 200, false),
      (#"{"code":400,"msg":"m","data":null}"#, 400, false),
      (#"{"code":200,"success":true}"#, 400, false),
      (#"{"code":"0000","data":{},"success":true,"failed":false}"#, 500, false),
      (#"{"data":{}}"#, 404, false),
    ]
    for (text, status, isSuccess) in rows {
      let envelope = try XCTUnwrap(try raw(text, status: status), text)
      XCTAssertEqual(envelope.failure == nil, isSuccess, "\(status) \(text)")
    }
  }

  func testWhatHasNoneOfFourMembersIsNoEnvelope() throws {
    for text in [
      "{}", "[]", "null", "true", "1", #""0000""#, #"[{"code":"0000"}]"#,
      #"{"message":"Not Found"}"#, #"{"msg":"m"}"#,
      #"{"timestamp":1,"path":"/x","status":404,"error":"Not Found","requestId":"a"}"#,
      #"{"status":0,"task_id":"t","text":"x"}"#,
      #"{"status":"errored","error":{"code":"x","message":"m"}}"#,
      #"{"status":"errored","error":{"message":"m"},"data":null,"code":"0000"}"#,
    ] {
      XCTAssertNil(try raw(text), text)
    }
  }

  func testMembersAreTextHoweverTheyCame() throws {
    let rows: [(String, code: String?, msg: String?)] = [
      (#"{"code":"0000","msg":"success"}"#, "0000", "success"),
      (#"{"code":200,"message":"SUCCESS"}"#, "200", "SUCCESS"),
      (#"{"code":-1,"msg":null,"message":"m"}"#, "-1", nil),
      (#"{"code":9007199254740993,"msg":7}"#, "9007199254740993", "7"),
      (#"{"code":{},"msg":[]}"#, nil, nil),
      (#"{"data":1}"#, nil, nil),
    ]
    for (text, code, msg) in rows {
      let envelope = try XCTUnwrap(try raw(text), text)
      XCTAssertEqual(envelope.code, code, text)
      XCTAssertEqual(envelope.msg, msg, text)
    }
  }

  func testAFailureKeepsWhatWasSaid() throws {
    let envelope = try XCTUnwrap(
      try raw(#"{"code":"0003","msg":"m","data":{"field":"type"},"failed":true}"#))
    XCTAssertEqual(
      envelope.failure,
      APIFailure(
        code: "0003", msg: "m", status: 200,
        data: try JSONValue(parsing: #"{"field":"type"}"#)))
  }

  func testARefusalIsClearWhenNothingSpeaksAgainstIt() throws {
    let rows: [(String, status: Int, MemoriesError.Outcome)] = [
      (#"{"code":"0001","msg":"m","data":null,"success":false,"failed":true}"#, 200, .refused),
      (#"{"code":"0001"}"#, 200, .refused),
      (#"{"code":"0001","data":{}}"#, 200, .refused),
      (#"{"code":"0001","data":[],"success":false}"#, 200, .refused),
      (#"{"code":"0001","data":"","failed":true}"#, 200, .refused),
      (#"{"code":"0001","data":"null"}"#, 200, .refused),
      (#"{"success":false,"failed":true}"#, 200, .refused),
      (#"{"failed":true,"data":null}"#, 200, .refused),
      (#"{"code":null,"success":false}"#, 200, .refused),

      // Something to show for it.
      (#"{"code":true,"data":{"videoNo":"VI1"}}"#, 200, .unknown),
      (#"{"code":-1,"msg":"m","data":{"videoNo":"VI1"}}"#, 200, .unknown),
      (#"{"code":"0001","data":"anything","success":false,"failed":true}"#, 200, .unknown),
      (#"{"code":"0001","data":[null]}"#, 200, .unknown),
      (#"{"code":"0001","data":0}"#, 200, .unknown),
      (#"{"code":"0001","data":false}"#, 200, .unknown),
      (#"{"data":{"videoNo":"VI1"},"error":{"code":"x"}}"#, 200, .unknown),

      // Members that say different things.
      (#"{"code":"0000","success":true,"failed":true}"#, 200, .unknown),
      (#"{"code":"0000","success":false,"failed":false}"#, 200, .unknown),
      (#"{"success":true,"failed":true}"#, 200, .unknown),
      (#"{"success":false,"failed":false}"#, 200, .unknown),
      (#"{"code":"0001","success":true,"failed":true}"#, 200, .unknown),
      (#"{"code":"0001","success":true}"#, 200, .unknown),
      (#"{"code":"0001","failed":false}"#, 200, .unknown),
      (#"{"code":"0000","success":false}"#, 200, .unknown),
      (#"{"code":"0000","failed":true}"#, 200, .unknown),
      (#"{"code":true,"success":true,"failed":false}"#, 200, .unknown),

      (#"{"code":"0429","videoNo":"VI1"}"#, 200, .unknown),

      // An error status may come with details, but with nothing that says that all went well.
      (#"{"code":429,"data":null,"success":false,"failed":true}"#, 429, .refused),
      (#"{"code":429,"data":{}}"#, 429, .refused),
      (#"{"code":429,"data":[]}"#, 429, .refused),
      (#"{"code":429,"data":""}"#, 429, .refused),
      (#"{"code":400,"data":{"field":"file","reason":"too long"}}"#, 400, .refused),
      (#"{"code":400,"data":{"videoNo":"","task_id":null,"assetId":"null"}}"#, 400, .refused),
      (#"{"code":"0001","data":null,"success":true}"#, 400, .unknown),
      (#"{"code":"0000","data":{},"success":true}"#, 404, .unknown),
      (#"{"code":"0000","data":null}"#, 400, .unknown),
      (#"{"code":429,"failed":false}"#, 429, .unknown),
      (#"{"code":"0000","success":true,"failed":false,"data":{"videoNo":"VI1"}}"#, 429, .unknown),
      (#"{"code":400,"data":{"videoNo":"VI1"}}"#, 400, .unknown),
      (#"{"code":402,"data":{"video_no":"VI1"}}"#, 402, .unknown),
      (#"{"code":402,"data":{"video_id":7}}"#, 402, .unknown),
      (#"{"code":402,"data":{"asset_id":"re_1"}}"#, 402, .unknown),
      (#"{"code":402,"data":{"taskId":"t"}}"#, 402, .unknown),
      (#"{"code":402,"data":[{"video":{"videoId":"VI1"}}]}"#, 402, .unknown),
      (#"{"code":402,"video_no":"VI1"}"#, 402, .unknown),

      // The status says that nothing is clear.
      (#"{"code":408,"data":null}"#, 408, .unknown),
      (#"{"code":"0001","data":null,"success":false,"failed":true}"#, 500, .unknown),
      (#"{"code":"0429"}"#, 503, .unknown),
    ]
    for (text, status, outcome) in rows {
      let envelope = try XCTUnwrap(try raw(text, status: status), text)
      XCTAssertFalse(envelope.failure == nil, text)
      XCTAssertEqual(envelope.failure?.outcome, outcome, "\(status) \(text)")
      XCTAssertEqual(
        MemoriesError(try XCTUnwrap(envelope.failure), envelope.remarks).outcome, outcome,
        "\(status) \(text)")
    }
  }

  func testAnErrorObjectBesideAnEnvelopeIsReadToo() throws {
    let envelope = try XCTUnwrap(
      try raw(
        #"{"data":null,"error":{"code":"x","message":"m","request_id":"r","retry_after":2}}"#,
        status: 400))
    let error = MemoriesError(try XCTUnwrap(envelope.failure), envelope.remarks)
    XCTAssertEqual(error.code, "x")
    XCTAssertEqual(error.serverMessage, "m")
    XCTAssertEqual(error.requestID, "r")
    XCTAssertEqual(error.retryAfter, .seconds(2))
    XCTAssertEqual(envelope.failure?.msg, "m")
    let own = try XCTUnwrap(
      try raw(#"{"code":"0001","msg":"own","requestId":"r","error":{"code":"x","message":"m"}}"#))
    XCTAssertEqual(own.failure?.code, "0001")
    XCTAssertEqual(own.failure?.msg, "own")
    XCTAssertEqual(own.remarks.requestID, "r")
  }

  func testDataIsTheValueOrNil() {
    let failure = APIFailure(code: "0001", msg: nil, status: 200, data: .null)
    XCTAssertEqual(
      Reply<Int>.Envelope(code: "0000", msg: nil, success: nil, failed: nil, result: .success(1))
        .data, 1)
    XCTAssertNil(
      Reply<Int>.Envelope(
        code: "0001", msg: nil, success: nil, failed: nil, result: .failure(failure)
      ).data)
  }
}
