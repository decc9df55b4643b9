import Foundation
import MemoriesKit
import XCTest

final class ListVideosTests: XCTestCase {
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
}
