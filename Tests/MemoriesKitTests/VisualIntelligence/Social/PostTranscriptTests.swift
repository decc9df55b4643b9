import MemoriesKit
import XCTest

/// The four forms that the documentation describes.
final class PostTranscriptTests: XCTestCase {
  private func transcript(_ json: String) throws -> VisualIntelligence.PostTranscript {
    VisualIntelligence.PostTranscript(json: try JSONValue(parsing: json))
  }

  func testYouTube() throws {
    let transcript = try transcript(
      #"[{"data":[{"start":"1.48","dur":"4.84","text":"a"},{"start":"6.5","dur":"1","text":"b"}]}]"#
    )
    XCTAssertEqual(transcript.text, "a b")
    XCTAssertEqual(transcript.segments?.map(\.startTime), [1.48, 6.5])
    XCTAssertEqual(try XCTUnwrap(transcript.segments?.first?.endTime), 6.32, accuracy: 1e-9)
    XCTAssertNil(transcript.webVTT)
  }

  func testTikTok() throws {
    let transcript = try transcript(#"[{"transcript":"WEBVTT\n\n00:01 --> 00:02\na"}]"#)
    XCTAssertEqual(transcript.webVTT?.hasPrefix("WEBVTT"), true)
    XCTAssertNil(transcript.text)
    XCTAssertNil(transcript.segments)
  }

  func testInstagram() throws {
    let transcript = try transcript(
      #"{"transcript":"a b","segments":[{"text":"a b","start":0,"end":1.5}],"words":[]}"#)
    XCTAssertEqual(transcript.text, "a b")
    XCTAssertEqual(transcript.segments?.map(\.endTime), [1.5])
    XCTAssertNil(transcript.webVTT)
  }

  func testTwitter() throws {
    let transcript = try transcript(
      #"{"tweetId":"1","transcript_text":"a","json_text":[],"webvtt_text":"WEBVTT"}"#)
    XCTAssertEqual(transcript.text, "a")
    XCTAssertEqual(transcript.webVTT, "WEBVTT")
  }

  func testAnythingElse() throws {
    for json in ["null", "[]", "{}", "1", "[null]"] {
      let transcript = try transcript(json)
      XCTAssertNil(transcript.text, json)
      XCTAssertNil(transcript.segments, json)
      XCTAssertNil(transcript.webVTT, json)
    }
  }
}
