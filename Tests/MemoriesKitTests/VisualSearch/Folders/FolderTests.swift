import MemoriesKit
import XCTest

final class FolderTests: XCTestCase {
  func testAFolderIsAScope() {
    let folder = VisualSearch.Folder(folderID: 671_631_448_308_117_501, folderName: "a")
    XCTAssertEqual(folder.scope, .folder(671_631_448_308_117_501))
    XCTAssertEqual(folder.id, 671_631_448_308_117_501)
  }

  func testANumberBeyondTheExactDoublesKeepsItsDigitsAsTextOrNot() async throws {
    for number in ["671631448308117501", #""671631448308117501""#] {
      let observed = try ObservedClient(.agreed(#"{"folders":[{"folder_id":\#(number)}]}"#))
      let folders = try await observed.client.send(VisualSearch.ListFolders()).folders
      XCTAssertEqual(folders, [.init(folderID: 671_631_448_308_117_501)])
    }
  }

  func testElementsOfAFolderEndWithTheTotal() async throws {
    let observed = try ObservedClient(
      .agreed(
        #"{"total_count":"2","page_size":"2","videos":[{"video_no":"VI1"},{"videoNo":"VI2"}]}"#))
    var videos: [VisualSearch.VideoNo] = []
    for try await video in observed.client.elements(of: VisualSearch.ListFolderVideos(-1)) {
      videos.append(video.videoNo)
    }
    XCTAssertEqual(videos, ["VI1", "VI2"])
    XCTAssertEqual(observed.replay.requests.count, 1)
  }
}
