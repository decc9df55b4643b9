import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class UploadVideoTests: XCTestCase {
  private let upload = VisualSearch.UploadVideo(file: Media.movie)

  // MARK: What may have been taken in

  func testAReceiptUnderARefusalMayBeThatOfAVideo() async throws {
    let receipt = #""data":{"videoNo":"VI1","videoStatus":"UNPARSE"}"#
    let answers: [ReplayAnswer] = [
      .json(#"{"code":true,"msg":"success",\#(receipt)}"#),
      .json(#"{"code":-1,"msg":"success",\#(receipt)}"#),
      .json(#"{"code":"0000","success":true,"failed":true,\#(receipt)}"#),
      .json(#"{"code":"0000","success":false,"failed":false,\#(receipt)}"#),
      .json(#"{"success":true,"failed":true,"data":null}"#),
      .refused(code: "500", "Internal error", status: 500),
      .json(#"{"code":400,\#(receipt)}"#, status: 400),
    ]
    for answer in answers {
      let observed = try ObservedClient(answer)
      let error = try await memoriesError { try await observed.client.send(upload) }
      XCTAssertEqual(error.kind, .refused, "\(answer)")
      XCTAssertEqual(error.outcome, .unknown, "\(answer)")
      XCTAssertEqual(error.lostUpload?.fileName, "my_video.mp4", "\(answer)")
      XCTAssertEqual(error.lostUpload?.byteCount, 15, "\(answer)")
      XCTAssertEqual(observed.events.last?.error, error)
    }
    for (body, status) in [
      (#"{"code":"0000","success":true,"failed":false,\#(receipt)}"#, 429),
      (#"{"code":402,\#(receipt)}"#, 402), (#"{"videoNo":"VI1"}"#, 429),
      (#"{"status":"errored","error":{"code":"0402"},\#(receipt)}"#, 200),
    ] {
      let observed = try ObservedClient(.json(body, status: status))
      let error = try await memoriesError { try await observed.client.send(upload) }
      XCTAssertEqual(error.outcome, .unknown, body)
      XCTAssertEqual(error.lostUpload?.byteCount, 15, body)
      XCTAssertEqual(error.attempts, 1, body)
    }
    let clear = try ObservedClient(.refused(code: #""0003""#, "no"))
    let error = try await memoriesError { try await clear.client.send(upload) }
    XCTAssertEqual(error.outcome, .refused)
    XCTAssertNil(error.lostUpload)
  }

  // MARK: What is sent

  func testTheZoneIsTheCurrentOneUnlessSet() {
    XCTAssertEqual(upload.timeZone, .current)
  }

  func testCoordinatesNeverHaveAnExponent() async throws {
    for number in [1e-5, -1e-7, Double.leastNonzeroMagnitude, 2.5e-9] {
      var upload = upload
      upload.location = VisualSearch.GeoPoint(latitude: number, longitude: -number)
      let observed = try ObservedClient(.agreed(#"{"videoNo":"VI1"}"#))
      _ = try await observed.client.send(upload)
      let request = try observed.onlyRequest()
      for name in ["latitude", "longitude"] {
        let text = try XCTUnwrap(request.values(ofField: name).first)
        XCTAssertNotNil(text.wholeMatch(of: /-?[0-9]+\.[0-9]+/), text)
      }
    }
  }

  // MARK: What comes back

  func testFlagsMayBeMissing() async throws {
    let observed = try ObservedClient(har: "upload_without_flags.har")
    let reply = try await observed.client.reply(to: upload)
    XCTAssertNil(reply.envelope.success)
    XCTAssertNil(reply.envelope.failed)
  }

  func testADriftedReceiptIsUnderstood() async throws {
    let answers: [(String, VisualSearch.VideoNo, VisualSearch.VideoStatus?, Bool)] = [
      (
        #"{"video_no":"VI1","video_status":"UNPARSE","upload_time":1744905509814}"#, "VI1",
        .unparsed, true
      ),
      (
        #"{"videoNo":568102998803353601,"videoStatus":"QUEUED","uploadTime":null}"#,
        "568102998803353601", VisualSearch.VideoStatus(rawValue: "QUEUED"), false
      ),
      (
        #"{"videoNo":"VI1","videoStatus":"null","uploadTime":"null","more":[1]}"#, "VI1", nil,
        false
      ),
      (#"{"videoNo":"VI1","videoName":"x"}"#, "VI1", nil, false),
    ]
    for (data, videoNo, status, hasTime) in answers {
      let observed = try ObservedClient(.agreed(data))
      let receipt = try await observed.client.send(upload)
      XCTAssertEqual(receipt.videoNo, videoNo)
      XCTAssertEqual(receipt.videoStatus, status)
      XCTAssertEqual(
        receipt.uploadTime, hasTime ? Date(timeIntervalSince1970: 1_744_905_509.814) : nil)
    }
  }

  func testAnAgreementWithoutANumberIsAnErrorAfterTheFact() async throws {
    for data in ["null", "{}", #"{"videoNo":null}"#, "[]", #""VI1""#] {
      let observed = try ObservedClient(.agreed(data))
      let error = try await memoriesError { try await observed.client.send(upload) }
      XCTAssertEqual(error.kind, .unexpectedAnswer, data)
      XCTAssertEqual(error.outcome, .done, data)
      XCTAssertEqual(error.code, "0000", data)
      XCTAssertEqual(error.operation, "VisualSearch.UploadVideo")
    }
  }
}
