import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class SearchClipsByImageTests: DirectoryTestCase {
  private func search(
    _ image: MediaSource = .file(Media.picture)
  ) -> VisualSearch.SearchClipsByImage {
    .init(image: image, in: "VI625239098370850816", prompt: "focus on the red shirt")
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

  func testTwentyBinaryMegabytesAreTheMost() throws {
    let limit = 20 << 20
    for (size, fields) in [(limit, []), (limit + 1, ["image"])] {
      let file = try SparseFile.create(Int64(size), at: url("a.png"))
      XCTAssertEqual(search(.file(file)).problems().map(\.field), fields)
      let data = MediaSource.data(Data(count: size), fileName: "a.png")
      XCTAssertEqual(search(data).problems().map(\.field), fields)
    }
  }

  func testNoClipsAreAnAnswer() async throws {
    let observed = try ObservedClient(.agreed("[]"))
    let clips = try await observed.client.send(search())
    XCTAssertEqual(clips, [])
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
}
