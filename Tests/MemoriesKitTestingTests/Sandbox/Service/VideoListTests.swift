import Foundation
import MemoriesKitTesting
import XCTest

final class VideoListTests: SandboxTestCase {
  func testPagesCoverTheLibrary() async throws {
    try await withSandbox { sandbox in
      let numbers = (0..<5).map { sandbox.addVideo(Data("\($0)".utf8), named: "\($0).mp4") }
      var found: [String] = []
      for page in 1...3 {
        let data = try sandbox.post("/list_videos", "{\"page\":\(page),\"size\":2}").json().data
        XCTAssertEqual(data["current_page"] as? Int, page)
        XCTAssertEqual(data["page_size"] as? Int, 2)
        XCTAssertEqual(data["total_count"] as? Int, 5)
        found += try Self.numbers(data)
      }
      XCTAssertEqual(found, numbers)
      let beyond = try sandbox.post("/list_videos", "{\"page\":9223372036854775807}").json().data
      XCTAssertEqual(try Self.numbers(beyond), [])
    }
  }

  func testAListIsAPollOfWhatItShows() async throws {
    let files = try ["a.mp4", "b.mp4"].map { try file($0, Data($0.utf8)) }
    try await withSandbox { sandbox in
      for file in files { _ = try sandbox.upload(file) }
      let statuses = { (page: Int) -> [String?] in
        let list = "{\"page\":\(page),\"size\":1}"
        let data = try sandbox.post("/list_videos", list).json().data
        return try XCTUnwrap(data["videos"] as? [[String: Any]]).map { $0["status"] as? String }
      }
      for expected in ["UNPARSE", "UNPARSE", "PARSE"] {
        XCTAssertEqual(try statuses(1), [expected])
      }
      XCTAssertEqual(try statuses(2), ["UNPARSE"], "it was on no page yet")
    }
  }

  func testFiltersSelect() async throws {
    let movie = try file("a.mp4", Data("movie".utf8))
    try await withSandbox { sandbox in
      let plain = sandbox.addVideo(Data("1".utf8), named: "1.mp4")
      let answer = try sandbox.upload(
        movie, "-F", "tags=sea", "-F", "camera_model=X", "-F", "latitude=52.5", "-F",
        "longitude=13.4", "-F", "datetime_taken=2025-10-20 11:00:00")
      let tagged = try XCTUnwrap(answer.data["videoNo"] as? String)
      let name = try XCTUnwrap(answer.data["videoName"] as? String)
      let list = {
        try Self.numbers(try sandbox.post("/list_videos", $0).json().data)
      }
      XCTAssertEqual(try list("{\"status\":\"UNPARSE\"}"), [tagged])
      XCTAssertEqual(try list("{\"tag\":\"sea\"}"), [], "only what is indexed has metadata")
      sandbox.finishIndexing(of: tagged)
      let selecting = [
        "{\"tag\":\"sea\"}", "{\"camera_model\":\"X\"}", "{\"datetime_taken\":1760958000000}",
        "{\"latitude\":52.6,\"longitude\":13.3}", "{\"video_name\":\"\(name)\"}",
        "{\"video_no\":\"\(tagged)\"}", "{\"video_nos\":[\"\(tagged)\",\"VI1\"]}",
      ]
      for body in selecting { XCTAssertEqual(try list(body), [tagged], body) }
      let rejecting = [
        "{\"tag\":\"lake\"}", "{\"datetime_taken\":1760958000001}", "{\"status\":\"FAILED\"}",
        "{\"latitude\":53,\"longitude\":13.4}", "{\"unique_id\":\"other\"}", "{\"folder_id\":-2}",
      ]
      for body in rejecting { XCTAssertEqual(try list(body), [], body) }
      XCTAssertEqual(try list("{\"tag\":\"api\"}"), [plain, tagged])
      XCTAssertEqual(try list("{\"status\":\"PARSE\"}"), [plain, tagged])
    }
  }

  func testBadParametersAreRefused() async throws {
    try await withSandbox { sandbox in
      let cases = [
        ("{\"page\":0}", "0001"), ("{\"size\":0}", "0001"), ("{\"unique_id\":\"\"}", "0001"),
        ("{\"latitude\":1}", "0001"), ("{\"folder_id\":0}", "0001"),
        ("{\"status\":\"DONE\"}", "0003"),
        ("{\"page\":\"x\"}", "0003"), ("[]", "0003"), ("{", "0003"),
      ]
      for (body, code) in cases {
        XCTAssertEqual(try sandbox.post("/list_videos", body).json().code, code, body)
      }
      XCTAssertEqual(try sandbox.search("/list_videos", "--data", "{}").json().code, "0001")
    }
  }

  private static func numbers(_ data: [String: Any]) throws -> [String] {
    let videos = try XCTUnwrap(data["videos"] as? [[String: Any]])
    return videos.compactMap { $0["video_no"] as? String }
  }
}
