import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class SearchClipsByImageTests: XCTestCase {
  private var temporary: TemporaryDirectory?

  override func setUpWithError() throws { temporary = try TemporaryDirectory() }
  override func tearDown() { temporary?.remove() }

  private func image(_ data: Data = Data("picture".utf8), _ name: String = "query.png") throws
    -> MediaSource
  {
    .file(try XCTUnwrap(temporary).write(data, named: name))
  }

  private func search(
    _ image: MediaSource? = nil, in videoNo: VisualSearch.VideoNo = "VI625239098370850816",
    prompt: String = "focus on the red shirt", scope: LibraryScope? = nil
  ) throws -> VisualSearch.SearchClipsByImage {
    VisualSearch.SearchClipsByImage(
      image: try image ?? self.image(), in: videoNo, prompt: prompt, scope: scope)
  }

  private let expectedClips = [
    (12.5, 18.2, 0.8631, "VI576925607808602112.mp4"),
    (42, 47.8, 0.8124, "VI576925607808602112.mp4"),
  ]

  private func assertAreTheDocumentedClips(
    _ clips: [VisualSearch.SearchClipsByImage.Clip], line: UInt = #line
  ) {
    XCTAssertEqual(clips.map(\.startTime), expectedClips.map(\.0), line: line)
    XCTAssertEqual(clips.map(\.endTime), expectedClips.map(\.1), line: line)
    XCTAssertEqual(clips.map(\.score), expectedClips.map(\.2), line: line)
    XCTAssertEqual(
      clips.map(\.video),
      expectedClips.map { StorageLocation(bucket: "mavi-resource", blob: $0.3) }, line: line)
  }

  // MARK: What is sent

  func testAFolderIsRefused() throws {
    for scope in [LibraryScope.folder(7), .defaultFolder] {
      XCTAssertEqual(try search(scope: scope).problems().map(\.field), ["scope"])
    }
  }

  func testTheFieldsGoOutUnderTheirDocumentedNamesAndTheImageLast() async throws {
    let scopes: [(LibraryScope?, [(disposition: String, type: String?, content: String)])] = [
      (nil, []),
      (.uniqueID("default"), [("name=\"unique_id\"", nil, "default")]),
    ]
    for (scope, fields) in scopes {
      let observed = try ObservedClient(.agreed("[]"))
      let clips = try await observed.client.send(search(scope: scope))
      XCTAssertEqual(clips, [])
      let request = try observed.onlyRequest()
      XCTAssertEqual(request.method, "POST")
      XCTAssertEqual(
        request.url.absoluteString,
        "https://api.memories.ai/serve/api/v1/search_clips_by_image")
      request.assertIsWellFormed()
      XCTAssertEqual(
        request.body.text,
        try request.multipart(
          [
            ("name=\"video_no\"", nil, "VI625239098370850816"),
            ("name=\"prompt\"", nil, "focus on the red shirt"),
          ] + fields + [("name=\"file\"; filename=\"query.png\"", "image/png", "picture")]))
    }
  }

  func testAnImageInMemoryLooksTheSameOnTheWire() async throws {
    let observed = try ObservedClient(.agreed("[]"))
    let bytes = Data((0...255).map(UInt8.init))
    _ = try await observed.client.send(search(.data(bytes, fileName: "Frame 1.JPG")))
    let request = try observed.onlyRequest()
    request.assertIsWellFormed()
    XCTAssertEqual(
      request.form?.last,
      RecordedPart(
        name: "file", filename: "Frame 1.JPG", contentType: "image/jpeg", content: bytes))
  }

  // MARK: Limits

  func testEveryDocumentedKindOfImageIsAcceptedInAnyCase() throws {
    for suffix in ["jpg", "jpeg", "png", "gif", "bmp", "webp", "PNG", "JpEg"] {
      let data = MediaSource.data(Data([1]), fileName: "a.\(suffix)")
      XCTAssertEqual(try search(data).problems(), [], suffix)
    }
    for name in ["a.tiff", "a.mp4", "png", "a.png.exe", ""] {
      let data = MediaSource.data(Data([1]), fileName: name)
      XCTAssertEqual(try search(data).problems().map(\.field), ["image"], name)
    }
  }

  func testTwentyBinaryMegabytesAreTheMost() throws {
    let limit = 20 << 20
    let directory = try XCTUnwrap(temporary)
    for (size, fields) in [(limit, []), (limit + 1, ["image"])] {
      let file = try SparseFile.create(
        Int64(size), at: directory.url.appendingPathComponent("a.png"))
      XCTAssertEqual(try search(.file(file)).problems().map(\.field), fields)
      let data = MediaSource.data(Data(count: size), fileName: "a.png")
      XCTAssertEqual(try search(data).problems().map(\.field), fields)
    }
  }

  func testEverythingThatIsWrongIsToldAtOnceAndNothingIsSent() async throws {
    let observed = try ObservedClient()
    for blank in ["", "  ", "\r\n"] {
      let refused = try search(
        .data(Data(), fileName: "a.txt"), in: VisualSearch.VideoNo(blank), prompt: blank,
        scope: .uniqueID(""))
      let error = try await memoriesError { try await observed.client.send(refused) }
      XCTAssertEqual(error.kind, .invalidRequest)
      XCTAssertEqual(error.outcome, .notSent)
      XCTAssertEqual(
        error.problems.map(\.field), ["image", "image", "videoNo", "prompt", "scope"])
    }
    XCTAssertEqual(observed.replay.requests, [])
  }

  // MARK: What comes back

  func testTheExampleOfThePageIsUnderstood() async throws {
    let observed = try ObservedClient(har: "search_clips_by_image.har")
    assertAreTheDocumentedClips(
      try await observed.client.send(
        search(
          prompt: "focus on the red shirt, ignore background", scope: .uniqueID("default"))))
    try observed.replay.finish()
  }

  func testTheExampleOfTheReferenceIsUnderstood() async throws {
    let observed = try ObservedClient(har: "search_clips_by_image_reference.har")
    assertAreTheDocumentedClips(
      try await observed.client.send(
        search(
          image(Data("picture".utf8), "example-file.png"),
          prompt: "focus on the red shirt, ignore background color",
          scope: .uniqueID("default"))))
    try observed.replay.finish()
  }

  func testADriftedAnswerIsUnderstood() async throws {
    let answer = """
      [{"startTime": "12.5", "endTime": "18.2", "score": "0.8631", "videoBucket": "mavi-resource",
        "videoBlob": "VI576925607808602112.mp4"},
       {"start_time": "null", "end_time": null, "video_bucket": "mavi-resource"},
       {"start_time": [], "video_bucket": "", "video_blob": "x"},
       "not a clip"]
      """
    let observed = try ObservedClient(.agreed(answer))
    let reply = try await observed.client.reply(to: search())
    let clips = try reply.result.get()
    XCTAssertEqual(clips.count, 3)
    XCTAssertEqual(clips.map(\.startTime), [12.5, nil, nil])
    XCTAssertEqual(clips.map(\.endTime), [18.2, nil, nil])
    XCTAssertEqual(
      clips.map(\.video),
      [StorageLocation(bucket: "mavi-resource", blob: "VI576925607808602112.mp4"), nil, nil])
    XCTAssertEqual(reply.drift.map(\.path), ["data[2].startTime", "data[3]"])
    XCTAssertEqual(reply.drift.map(\.kind), [.unreadableMember, .skippedElement])
  }

  func testARequestCanWaitInAQueue() throws {
    try assertSurvivesStorage(search())
    try assertSurvivesStorage(
      search(.data(Data([0, 255]), fileName: "a.png"), scope: .folder(3)))
    try assertSurvivesStorage(search(scope: .uniqueID("a")))
  }
}
