import MemoriesKit
import XCTest

/// The shapes that live answers of `/search` have besides those of the documentation.
final class TextSearchTests: XCTestCase {
  func testTimesMayBeTheWordNullAndTheScoreMissing() async throws {
    let observed = try ObservedClient(
      .agreed(#"[{"videoNo":"VI1","videoName":"a","startTime":"null","endTime":"null"}]"#))
    let reply = try await observed.client.reply(to: VisualSearch.SearchClips("a"))
    XCTAssertEqual(
      try reply.result.get(), [VisualSearch.Moment(videoNo: "VI1", videoName: "a")])
    XCTAssertEqual(reply.drift, [])
  }

  func testNothingIsFoundBeforeAVideoIsIndexed() async throws {
    let observed = try ObservedClient(.agreed("[]"))
    let clips = try await observed.client.send(VisualSearch.SearchClips("a"))
    XCTAssertEqual(clips, [])
    let captions = try await observed.client.send(VisualSearch.SearchCaptions("a"))
    XCTAssertEqual(captions, [])
  }

  func testACaptionHasSnakeCaseMembersAndNumbers() async throws {
    let observed = try ObservedClient(
      .agreed(
        #"[{"video_no":"VI1","text":"a scene","vector":[0.5,-1],"user_id":"84f9","start_time":1.5,"#
          + #""end_time":2,"score":0.75}]"#))
    let captions = try await observed.client.send(VisualSearch.SearchCaptions("a"))
    XCTAssertEqual(
      captions,
      [
        .init(
          videoNo: "VI1", text: "a scene", vector: [0.5, -1], userID: "84f9", startTime: 1.5,
          endTime: 2, score: 0.75)
      ])
  }

  func testAnswersInTheShapeOfAnotherSearchAreErrors() async throws {
    let images = try ObservedClient(.agreed(#"{"current_page":0,"item":[{"id":1}]}"#))
    let clips = try await memoriesError {
      _ = try await images.client.send(VisualSearch.SearchClips("a"))
    }
    XCTAssertEqual(clips.kind, .unexpectedAnswer)
    XCTAssertEqual(clips.outcome, .done)
    let moments = try ObservedClient(.agreed(#"[{"videoNo":"VI1","startTime":"1"}]"#))
    let found = try await memoriesError {
      _ = try await moments.client.send(VisualSearch.SearchImages("a"))
    }
    XCTAssertEqual(found.kind, .unexpectedAnswer)
  }

  func testPlacesAndLocationsAreOneValueEach() {
    let image = VisualSearch.SearchImages.Image(
      id: "1", latitude: 1, longitude: 2, bucket: "b", blob: "c")
    XCTAssertEqual(image.place, VisualSearch.GeoPoint(latitude: 1, longitude: 2))
    XCTAssertEqual(image.location, StorageLocation(bucket: "b", blob: "c"))
    XCTAssertNil(VisualSearch.SearchImages.Image(id: "1", latitude: 1, bucket: "b").place)
    let moment = VisualSearch.Moment(
      videoNo: "VI1", videoBucket: "v", videoBlob: "1", keyframeBucket: "k", keyframeBlob: "2")
    XCTAssertEqual(moment.video, StorageLocation(bucket: "v", blob: "1"))
    XCTAssertEqual(moment.keyframe, StorageLocation(bucket: "k", blob: "2"))
    XCTAssertNil(VisualSearch.Moment(videoNo: "VI1", keyframeBucket: "k").keyframe)
  }
}
