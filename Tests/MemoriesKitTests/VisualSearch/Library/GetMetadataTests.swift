import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class GetMetadataTests: XCTestCase {
  func testTheSourceOfAnImportIsKept() async throws {
    let source = "https://www.tiktok.com/player/v1/7434361641896103211"
    let answers = [
      (#"{"video_no":"VI1","video_url":"\#(source)"}"#, URL(string: source)),
      (#"{"videoNo":"VI1","videoUrl":"\#(source)"}"#, URL(string: source)),
      (#"{"video_no":"VI1","video_url":"null"}"#, nil), (#"{"video_no":"VI1"}"#, nil),
    ]
    for (answer, url) in answers {
      let observed = try ObservedClient(.agreed(answer))
      let video = try await observed.client.send(VisualSearch.GetMetadata("VI1"))
      XCTAssertEqual(try XCTUnwrap(video).videoURL, url, answer)
      try assertSurvivesStorage(try XCTUnwrap(video))
    }
  }

  func testADriftedAnswerIsUnderstood() async throws {
    let answer = """
      {"videoNo": 606404158946574337, "videoName": "null", "duration": "12.5",
       "size": "5000000000", "status": "REBUILDING", "cause": "null", "createTime": "1754037217992",
       "fps": "29.97", "width": null, "height": "720", "datetimeTaken": "null", "latitude": "39.9",
       "longitude": "", "tags": null, "bucket": "mavi-resource", "other": {"new": true}}
      """
    let observed = try ObservedClient(.agreed(answer))
    let reply = try await observed.client.reply(to: VisualSearch.GetMetadata("VI1"))
    let video = try XCTUnwrap(try reply.result.get())
    XCTAssertEqual(video.videoNo, "606404158946574337")
    XCTAssertNil(video.videoName)
    XCTAssertEqual(video.duration, 12.5)
    XCTAssertEqual(video.size, 5_000_000_000)
    XCTAssertEqual(video.status, VisualSearch.VideoStatus(rawValue: "REBUILDING"))
    XCTAssertNil(video.cause)
    XCTAssertEqual(video.createTime, Date(timeIntervalSince1970: 1_754_037_217.992))
    XCTAssertEqual(video.fps, 29.97)
    XCTAssertNil(video.width)
    XCTAssertEqual(video.height, 720)
    XCTAssertNil(video.datetimeTaken)
    XCTAssertNil(video.place)
    XCTAssertNil(video.tags)
    XCTAssertNil(video.location)
    XCTAssertEqual(reply.drift.map(\.kind), [.unknownValue])
    XCTAssertEqual(reply.drift.map(\.path), ["data.status"])
    let told = observed.events.filter { $0.kind == .drift }
    XCTAssertEqual(told.map(\.operation), ["VisualSearch.GetMetadata"])
    XCTAssertEqual(told.map(\.drift), reply.drift)
  }

  func testAnUnreadableVideoIsNotTakenForOneThatIsNotKnown() async throws {
    for data in ["[]", "{}", #"{"status":"PARSE"}"#, "1", #""VI1""#] {
      let observed = try ObservedClient(.agreed(data))
      let error = try await memoriesError {
        try await observed.client.send(VisualSearch.GetMetadata("VI1"))
      }
      XCTAssertEqual(error.kind, .unexpectedAnswer, data)
      XCTAssertEqual(error.excerpt, data)
    }
    for data in ["null", #""null""#, #""""#] {
      let observed = try ObservedClient(.agreed(data))
      let video = try await observed.client.send(VisualSearch.GetMetadata("VI1"))
      XCTAssertNil(video, data)
    }
  }

  func testARefusalIsNotTakenForAVideoThatIsNotKnown() async throws {
    let observed = try ObservedClient(.refused(code: "\"0401\"", "Unauthorized"))
    let error = try await memoriesError {
      try await observed.client.send(VisualSearch.GetMetadata("VI1"))
    }
    XCTAssertEqual(error.kind, .unauthorized)
  }
}
