import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class GetMetadataTests: XCTestCase {
  // MARK: What is sent

  func testTheNumberAndTheScopeGoInTheQuery() async throws {
    let base = "https://api.memories.ai/serve/api/v1/get_metadata?video_no="
    let requests: [(VisualSearch.GetMetadata, String)] = [
      (.init("VI606404158946574336"), "VI606404158946574336"),
      (.init("VI1", scope: .uniqueID("my project")), "VI1&unique_id=my%20project"),
      (.init("../x"), "../x"),
      (.init("a/b?c#d"), "a/b%3Fc%23d"),
      (.init("a&unique_id=b+c%20ä"), "a%26unique_id%3Db%2Bc%2520%C3%A4"),
    ]
    for (request, query) in requests {
      let observed = try ObservedClient()
      _ = try await observed.client.send(request)
      let sent = try observed.onlyRequest()
      XCTAssertEqual(sent.method, "GET")
      XCTAssertEqual(sent.url.absoluteString, base + query)
      XCTAssertEqual(sent.body, .empty)
      XCTAssertEqual(sent.query.first?.value, request.videoNo.rawValue)
      sent.assertIsWellFormed()
    }
  }

  func testWhatIsEmptyIsRefusedBeforeAnythingIsSent() async throws {
    for videoNo: VisualSearch.VideoNo in ["", " ", "\n\t", "\u{2003}"] {
      let observed = try ObservedClient()
      let error = try await memoriesError {
        try await observed.client.send(
          VisualSearch.GetMetadata(videoNo, scope: .uniqueID("")))
      }
      XCTAssertEqual(error.kind, .invalidRequest)
      XCTAssertEqual(error.problems.map(\.field), ["videoNo", "scope"])
      XCTAssertEqual(observed.replay.requests, [])
    }
  }

  func testAFolderIsRefusedBeforeAnythingIsSent() async throws {
    for scope in [LibraryScope.folder(7), .defaultFolder, .folder(0), .folder(-2)] {
      let observed = try ObservedClient()
      let error = try await memoriesError {
        try await observed.client.send(VisualSearch.GetMetadata("VI1", scope: scope))
      }
      XCTAssertEqual(error.problems.map(\.field), ["scope"])
      XCTAssertTrue("\(error)".contains("leave it out"), "\(error)")
      XCTAssertEqual(observed.replay.requests, [])
    }
  }

  // MARK: What comes back

  func testTheDocumentedExampleIsUnderstood() async throws {
    let observed = try ObservedClient(har: "get_metadata.har")
    let answer = try await observed.client.send(
      VisualSearch.GetMetadata("VI606404158946574336"))
    let video = try XCTUnwrap(answer)
    XCTAssertEqual(video.videoNo, "VI606404158946574336")
    XCTAssertEqual(video.videoName, "182082-867762198_tiny")
    XCTAssertEqual(video.duration, 12)
    XCTAssertEqual(video.size, 3_284_512)
    XCTAssertEqual(video.status, .parsed)
    XCTAssertNil(video.cause)
    XCTAssertEqual(video.createTime, Date(timeIntervalSince1970: 1_754_037_217.992))
    XCTAssertEqual(video.datetimeTaken, Date(timeIntervalSince1970: 1_729_388_400))
    XCTAssertEqual(video.resolutionLabel, "720P")
    XCTAssertEqual(video.fps, 30)
    XCTAssertEqual(video.width, 1280)
    XCTAssertEqual(video.height, 720)
    XCTAssertEqual(video.cameraModel, "Canon EOS 5D")
    XCTAssertEqual(video.place, VisualSearch.GeoPoint(latitude: 39.9042, longitude: 116.4074))
    XCTAssertEqual(video.tags, ["holiday", "beijing", "api"])
    XCTAssertEqual(
      video.location,
      StorageLocation(bucket: "mavi-resource", blob: "VI606404158946574336.mp4"))
    XCTAssertFalse(observed.events.contains { $0.kind == .drift })
    try assertSurvivesStorage(video)
  }

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

  func testAVideoThatIsNotKnownIsAnAnswer() async throws {
    let observed = try ObservedClient(har: "get_metadata.har")
    let reply = try await observed.client.reply(to: VisualSearch.GetMetadata("VI1"))
    XCTAssertEqual(reply.envelope.code, "0000")
    XCTAssertNil(try reply.result.get())
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

  func testARequestCanWaitInAQueue() throws {
    try assertSurvivesStorage(VisualSearch.GetMetadata("VI1"))
    try assertSurvivesStorage(VisualSearch.GetMetadata("VI1", scope: .uniqueID("a")))
    try assertSurvivesStorage(VisualSearch.GetMetadata("VI1", scope: .folder(.max)))
  }
}
