import XCTest

@testable import MemoriesKit

final class VideoMetadataTests: XCTestCase {
  func testTheNumberIsAllThatMustBeThere() throws {
    let video = try decodeLeniently(VisualSearch.VideoMetadata.self, #"{"video_no":"VI1"}"#)
    XCTAssertEqual(video.videoNo, "VI1")
    XCTAssertNil(video.status)
    XCTAssertNil(video.location)
    XCTAssertNil(video.place)
    XCTAssertThrowsError(
      try decodeLeniently(VisualSearch.VideoMetadata.self, #"{"status":"PARSE"}"#))
  }

  func testHalvesMakeAPlaceAndALocation() {
    let video = VisualSearch.VideoMetadata(
      videoNo: "VI1", latitude: 39.9042, longitude: 116.4074, bucket: "mavi-resource",
      blob: "VI1.mp4")
    XCTAssertEqual(video.place, VisualSearch.GeoPoint(latitude: 39.9042, longitude: 116.4074))
    XCTAssertEqual(video.location, StorageLocation(bucket: "mavi-resource", blob: "VI1.mp4"))
  }

  func testHalvesOfAPlaceOrALocationAreNone() throws {
    for member in [#""latitude":1"#, #""longitude":1"#, #""bucket":"b""#, #""blob":"a""#] {
      let video = try decodeLeniently(
        VisualSearch.VideoMetadata.self, #"{"video_no":"VI1",\#(member)}"#)
      XCTAssertNil(video.place)
      XCTAssertNil(video.location)
    }
  }
}
