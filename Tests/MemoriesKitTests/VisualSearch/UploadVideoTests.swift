import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class UploadVideoTests: XCTestCase {
  private var directory: TemporaryDirectory?

  override func setUpWithError() throws { directory = try TemporaryDirectory() }
  override func tearDown() { directory?.remove() }

  private func movie(_ name: String = "my_video.mp4") throws -> URL {
    try XCTUnwrap(directory).write(Data("moving pictures".utf8), named: name)
  }

  private static let receipt = #"{"videoNo":"VI1"}"#

  /// Sends the upload and returns what went over the wire.
  private func sent(_ upload: VisualSearch.UploadVideo) async throws -> RecordedRequest {
    let observed = try ObservedClient(.agreed(Self.receipt))
    _ = try await observed.client.send(upload)
    return try observed.onlyRequest()
  }

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
    let upload = VisualSearch.UploadVideo(file: try movie())
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

  func testAFileAloneIsAllThatIsSent() async throws {
    let request = try await sent(VisualSearch.UploadVideo(file: movie()))
    XCTAssertEqual(request.method, "POST")
    XCTAssertEqual(request.url.absoluteString, "https://api.memories.ai/serve/api/v1/upload")
    request.assertIsWellFormed()
    XCTAssertEqual(
      request.body.text,
      try request.multipart([
        ("name=\"file\"; filename=\"my_video.mp4\"", "video/mp4", "moving pictures")
      ]))
  }

  func testEveryFieldGoesOutUnderItsDocumentedNameAndTheFileLast() async throws {
    var upload = VisualSearch.UploadVideo(file: try movie("clip.MOV"))
    upload.scope = .uniqueID("my-project")
    upload.callback = try XCTUnwrap(URL(string: "https://your.app/callback?a=b&c=d"))
    upload.capturedAtText = "2025-10-20 11:00:00"
    upload.cameraModel = "Canon EOS 5D"
    upload.location = VisualSearch.GeoPoint(latitude: 39.9042, longitude: 116.4074)
    upload.tags = ["outdoor", "2026", "outdoor"]
    upload.retainsOriginal = false
    upload.transcriptionPrompt = "Focus on “dialogue” 🎬"
    let request = try await sent(upload)
    request.assertIsWellFormed()
    XCTAssertEqual(
      request.body.text,
      try request.multipart([
        ("name=\"unique_id\"", nil, "my-project"),
        ("name=\"callback\"", nil, "https://your.app/callback?a=b&c=d"),
        ("name=\"datetime_taken\"", nil, "2025-10-20 11:00:00"),
        ("name=\"camera_model\"", nil, "Canon EOS 5D"),
        ("name=\"latitude\"", nil, "39.9042"),
        ("name=\"longitude\"", nil, "116.4074"),
        ("name=\"tags\"", nil, "outdoor"),
        ("name=\"tags\"", nil, "2026"),
        ("name=\"tags\"", nil, "outdoor"),
        ("name=\"retain_original_video\"", nil, "false"),
        ("name=\"video_transcription_prompt\"", nil, "Focus on “dialogue” 🎬"),
        ("name=\"file\"; filename=\"clip.MOV\"", "video/quicktime", "moving pictures"),
      ]))
  }

  func testEachOptionalFieldIsSentOnlyWhenItIsSet() async throws {
    typealias Change = (inout VisualSearch.UploadVideo) -> Void
    let changes: [(Change, [String: String])] = [
      ({ $0.scope = .uniqueID("default") }, ["unique_id": "default"]),
      ({ $0.scope = .defaultFolder }, ["folder_id": "-1"]),
      ({ $0.scope = .folder(671_631_448_308_117_501) }, ["folder_id": "671631448308117501"]),
      ({ $0.callback = URL(string: "https://a.example/") }, ["callback": "https://a.example/"]),
      ({ $0.cameraModel = "" }, ["camera_model": ""]),
      (
        { $0.location = VisualSearch.GeoPoint(latitude: 0, longitude: -0.5) },
        ["latitude": "0.0", "longitude": "-0.5"]
      ),
      ({ $0.tags = ["one"] }, ["tags": "one"]),
      ({ $0.retainsOriginal = true }, ["retain_original_video": "true"]),
      ({ $0.retainsOriginal = false }, ["retain_original_video": "false"]),
      ({ $0.transcriptionPrompt = "p" }, ["video_transcription_prompt": "p"]),
    ]
    for (change, fields) in changes {
      var upload = VisualSearch.UploadVideo(file: try movie())
      change(&upload)
      let request = try await sent(upload)
      let form = try XCTUnwrap(request.form)
      XCTAssertEqual(form.last?.name, "file")
      XCTAssertEqual(form.count, fields.count + 1)
      for part in form.dropLast() { XCTAssertEqual(part.text, fields[part.name], part.name) }
    }
  }

  func testADateIsWrittenAsAClockInItsZoneShowedIt() async throws {
    // 1 January 2026, 00:30:15 UTC.
    let date = Date(timeIntervalSince1970: 1_767_227_415)
    let zones = [
      "UTC": "2026-01-01 00:30:15", "America/New_York": "2025-12-31 19:30:15",
      "Asia/Kathmandu": "2026-01-01 06:15:15",
    ]
    for (zone, text) in zones {
      var upload = VisualSearch.UploadVideo(file: try movie())
      upload.capturedAt = date
      upload.timeZone = try XCTUnwrap(TimeZone(identifier: zone))
      let request = try await sent(upload)
      XCTAssertEqual(request.values(ofField: "datetime_taken"), [text], zone)
    }
  }

  func testTheZoneIsTheCurrentOneUnlessSet() throws {
    XCTAssertEqual(VisualSearch.UploadVideo(file: try movie()).timeZone, .current)
  }

  func testCoordinatesNeverHaveAnExponent() async throws {
    for number in [1e-5, -1e-7, Double.leastNonzeroMagnitude, 2.5e-9] {
      var upload = VisualSearch.UploadVideo(file: try movie())
      upload.location = VisualSearch.GeoPoint(latitude: number, longitude: -number)
      let request = try await sent(upload)
      for name in ["latitude", "longitude"] {
        let text = try XCTUnwrap(request.values(ofField: name).first)
        XCTAssertNotNil(text.wholeMatch(of: /-?[0-9]+\.[0-9]+/), text)
      }
    }
  }

  // MARK: What comes back

  func testTheDocumentedExampleIsUnderstood() async throws {
    let observed = try ObservedClient(har: "upload.har")
    var upload = VisualSearch.UploadVideo(file: try movie())
    upload.scope = .uniqueID("my-project")
    upload.callback = URL(string: "https://your.app/callback")
    upload.capturedAtText = "2025-10-20 11:00:00"
    upload.cameraModel = "Canon EOS 5D"
    upload.location = VisualSearch.GeoPoint(latitude: 39.9042, longitude: 116.4074)
    upload.tags = ["tag1", "tag2"]
    upload.retainsOriginal = true
    upload.transcriptionPrompt = "Focus on spoken dialogue"
    assertIsTheDocumentedReceipt(try await observed.client.send(upload))
    try observed.replay.finish()
  }

  func testTheDocumentedExampleWithoutFlagsIsUnderstood() async throws {
    let observed = try ObservedClient(har: "upload_without_flags.har")
    let reply = try await observed.client.reply(to: VisualSearch.UploadVideo(file: movie()))
    XCTAssertNil(reply.envelope.success)
    XCTAssertNil(reply.envelope.failed)
    assertIsTheDocumentedReceipt(try reply.result.get())
    XCTAssertEqual(reply.drift, [])
    try observed.replay.finish()
  }

  private func assertIsTheDocumentedReceipt(
    _ receipt: VisualSearch.UploadVideo.Output, file: StaticString = #filePath, line: UInt = #line
  ) {
    XCTAssertEqual(receipt.videoNo, "VI568102998803353600", file: file, line: line)
    XCTAssertEqual(
      receipt.videoName, "1be6a69f3c6e49bf986235d68807ab1f", file: file, line: line)
    XCTAssertEqual(receipt.videoStatus, .unparsed, file: file, line: line)
    XCTAssertEqual(
      receipt.uploadTime, Date(timeIntervalSince1970: 1_744_905_509.814), file: file, line: line)
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
      let receipt = try await observed.client.send(VisualSearch.UploadVideo(file: movie()))
      XCTAssertEqual(receipt.videoNo, videoNo)
      XCTAssertEqual(receipt.videoStatus, status)
      XCTAssertEqual(
        receipt.uploadTime, hasTime ? Date(timeIntervalSince1970: 1_744_905_509.814) : nil)
    }
  }

  func testAnAgreementWithoutANumberIsAnErrorAfterTheFact() async throws {
    for data in ["null", "{}", #"{"videoNo":null}"#, "[]", #""VI1""#] {
      let observed = try ObservedClient(.agreed(data))
      let file = try movie()
      let error = try await memoriesError {
        try await observed.client.send(VisualSearch.UploadVideo(file: file))
      }
      XCTAssertEqual(error.kind, .unexpectedAnswer, data)
      XCTAssertEqual(error.outcome, .done, data)
      XCTAssertEqual(error.code, "0000", data)
      XCTAssertEqual(error.operation, "VisualSearch.UploadVideo")
    }
  }

  // MARK: As a value

  func testAnUploadCanWaitInAQueue() throws {
    try assertSurvivesStorage(VisualSearch.UploadVideo(file: movie()))
    var upload = VisualSearch.UploadVideo(file: try movie())
    upload.scope = .folder(-1)
    upload.callback = URL(string: "https://your.app/callback")
    upload.capturedAt = Date(timeIntervalSince1970: 1_767_227_415)
    upload.timeZone = try XCTUnwrap(TimeZone(identifier: "Asia/Kathmandu"))
    upload.cameraModel = "Canon EOS 5D"
    upload.location = VisualSearch.GeoPoint(latitude: 39.9042, longitude: 116.4074)
    upload.tags = ["a", "b"]
    upload.retainsOriginal = false
    upload.transcriptionPrompt = "p"
    try assertSurvivesStorage(upload)
  }

  func testAReceiptCanBeStored() async throws {
    let observed = try ObservedClient(har: "upload_without_flags.har")
    let receipt = try await observed.client.send(VisualSearch.UploadVideo(file: movie()))
    try assertSurvivesStorage(receipt)
  }
}
