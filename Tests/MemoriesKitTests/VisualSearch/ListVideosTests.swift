import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class ListVideosTests: XCTestCase {
  private func body(of list: VisualSearch.ListVideos) throws -> [String: JSONValue] {
    let request = try list.request()
    XCTAssertEqual(request.method, .post)
    XCTAssertEqual(request.path, ["list_videos"])
    guard case .json(let data) = request.body else { throw URLError(.cannotDecodeContentData) }
    let members = try XCTUnwrap(JSONValue(parsing: data).object).members
    return Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
  }

  func testSendsOnlyWhatIsSet() throws {
    XCTAssertEqual(try body(of: VisualSearch.ListVideos()), ["page": try JSONValue(parsing: "1")])
  }

  func testSendsEveryFilterUnderItsName() throws {
    var list = VisualSearch.ListVideos(scope: .uniqueID("team"))
    list.page = 3
    list.size = 50
    list.videoName = "a"
    list.videoNos = ["VI1", "VI2"]
    list.status = .failed
    list.cameraModel = "Canon"
    list.tag = "outdoor"
    list.capturedSince = Date(timeIntervalSince1970: 1_700_000_000.5)
    list.near = VisualSearch.GeoPoint(latitude: 1.5, longitude: -2.5)
    let expected = try JSONValue(
      parsing: """
        {"page":3,"size":50,"video_name":"a","video_nos":["VI1","VI2"],"status":"FAILED",
         "camera_model":"Canon","tag":"outdoor","datetime_taken":1700000000500,
         "latitude":1.5,"longitude":-2.5,"unique_id":"team"}
        """)
    let members = try XCTUnwrap(expected.object).members
    XCTAssertEqual(
      try body(of: list), Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) }))
  }

  func testAFolderIsANumber() throws {
    let body = try body(of: VisualSearch.ListVideos(scope: .defaultFolder))
    XCTAssertEqual(body["folder_id"], try JSONValue(parsing: "-1"))
  }

  func testTheLegacyFolderCanBeListedAndOthersCannotBe() {
    for folder in [-1, -2, 1, Int64.max] {
      XCTAssertEqual(VisualSearch.ListVideos(scope: .folder(folder)).problems(), [], "\(folder)")
    }
    for folder in [0, -3, Int64.min] {
      let problems = VisualSearch.ListVideos(scope: .folder(folder)).problems()
      XCTAssertEqual(problems.map(\.field), ["scope"], "\(folder)")
    }
  }

  func testEveryWordForFailureIsSentAsTheOneThatTheFilterKnows() throws {
    let words: [(VisualSearch.VideoStatus, String)] = [
      (.parsed, "PARSE"), (.unparsed, "UNPARSE"), (.failed, "FAILED"), (.fail, "FAILED"),
      (.parseError, "FAILED"), (.error, "FAILED"),
    ]
    for (status, word) in words {
      var list = VisualSearch.ListVideos()
      list.status = status
      XCTAssertEqual(list.problems(), [], "\(status)")
      XCTAssertEqual(try body(of: list)["status"], .string(word), "\(status)")
    }
    for word in ["REBUILDING", "", "parse", "PARSED"] {
      var list = VisualSearch.ListVideos()
      list.status = VisualSearch.VideoStatus(rawValue: word)
      XCTAssertEqual(list.problems().map(\.field), ["status"], word)
    }
  }

  func testReadsAPageWithNumbersAsText() async throws {
    let observed = try ObservedClient(
      .agreed(
        """
        {"current_page":1,"page_size":"200","total_count":"2","videos":[
          {"video_no":"VI1","status":"PARSE","size":"5368709120","create_time":"1744905509814"},
          {"video_no":"VI2","status":"FAIL","cause":"Indexing failed. ","size":null,
           "video_url":"https://video.example/2"}]}
        """))
    let page = try await observed.client.send(VisualSearch.ListVideos())
    XCTAssertEqual(page.totalCount, 2)
    XCTAssertEqual(page.videos?.map(\.videoNo), ["VI1", "VI2"])
    XCTAssertEqual(page.videos?.first?.size, 5_368_709_120)
    XCTAssertEqual(page.videos?.last?.cause, "Indexing failed. ")
    XCTAssertEqual(page.videos?.last?.videoURL, URL(string: "https://video.example/2"))
  }

  func testRefusesWhatCannotBe() {
    var list = VisualSearch.ListVideos(scope: .uniqueID(""))
    list.page = 0
    list.size = 0
    list.tag = " "
    list.near = VisualSearch.GeoPoint(latitude: 91, longitude: 0)
    XCTAssertEqual(list.problems().map(\.field), ["page", "size", "scope", "tag", "near"])
  }

  func testADateThatCannotBeSentIsNotTakenForAnother() {
    let fields = [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude, 1e16].map {
      var list = VisualSearch.ListVideos()
      list.capturedSince = Date(timeIntervalSince1970: $0)
      return list.problems().map(\.field)
    }
    XCTAssertEqual(fields, Array(repeating: ["capturedSince"], count: 5))
    for date in [Date.distantPast, .distantFuture, Date(timeIntervalSince1970: -1)] {
      var list = VisualSearch.ListVideos()
      list.capturedSince = date
      XCTAssertEqual(list.problems(), [], "\(date)")
    }
  }
}
