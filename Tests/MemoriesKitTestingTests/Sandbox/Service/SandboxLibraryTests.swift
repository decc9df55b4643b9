import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

/// The whole library through the client: what a user's test sees of a sandbox.
final class SandboxLibraryTests: SandboxTestCase {
  private func withClient(
    _ change: (inout Sandbox.Settings) -> Void = { _ in },
    _ body: (Sandbox, MemoriesClient) async throws -> Void
  ) async throws {
    try await withSandboxAndClient(
      {
        $0.indexing = .afterPolls(1)
        change(&$0)
      }, body)
  }

  /// How the service refuses a call.
  private func refusal(_ call: () async throws -> Void) async throws -> MemoriesError.Kind? {
    do {
      try await call()
      return nil
    } catch let error as MemoriesError {
      return error.kind
    }
  }

  private func url(_ text: String) throws -> URL { try XCTUnwrap(URL(string: text)) }

  func testAVideoFromAURLIsIndexedAndKeepsItsAddress() async throws {
    try await withClient { _, client in
      var upload = VisualSearch.UploadVideoFromURL(
        try url("https://a.example/b/surf%20day.mp4?x=1"))
      upload.tags = ["sea"]
      upload.scope = .uniqueID("team")
      let receipt = try await client.send(upload)
      XCTAssertEqual(receipt.videoStatus, .unparsed)
      let video = try await client.waitUntilSearchable(receipt.videoNo, scope: .uniqueID("team"))
      XCTAssertEqual(video.videoURL, upload.url)
      XCTAssertEqual(video.tags, ["sea", "api"])
      XCTAssertNil(video.location)
      let names = try await client.send(VisualSearch.ListUniqueIDs()).uniqueIDs
      XCTAssertEqual(names, ["team"])
      var search = VisualSearch.SearchClips("surf", scope: .uniqueID("team"))
      let found = try await client.send(search)
      XCTAssertEqual(found.map(\.videoNo), [receipt.videoNo])
      search.scope = nil
      let elsewhere = try await client.send(search)
      XCTAssertEqual(elsewhere, [])
    }
  }

  func testDeletionsTellWhatIsGone() async throws {
    try await withClient { sandbox, client in
      let videos = (0..<3).map {
        VisualSearch.VideoNo(sandbox.addVideo(Data([UInt8($0)]), named: "\($0).mp4"))
      }
      let result = try await client.delete([videos[0], "VI1", videos[2]])
      XCTAssertEqual(
        result, VisualSearch.Deletion(deleted: [videos[0], videos[2]], unknown: ["VI1"]))
      XCTAssertEqual(sandbox.videoNos, [videos[1].rawValue])
    }
  }

  func testFoldersHoldVideos() async throws {
    try await withClient { sandbox, client in
      let folder = try await client.send(VisualSearch.CreateFolder(named: "a & b"))
      let taken = try await refusal {
        _ = try await client.send(VisualSearch.CreateFolder(named: "a & b"))
      }
      XCTAssertEqual(taken, .refused)
      let renamed = try await client.send(VisualSearch.RenameFolder(folder.id, to: "c"))
      XCTAssertEqual(renamed.folderName, "c")
      let video = VisualSearch.VideoNo(sandbox.addVideo(Data([1]), named: "a.mp4"))
      _ = try await client.send(VisualSearch.MoveVideos([video], to: folder.id))
      let inside = try await client.send(VisualSearch.ListFolderVideos(folder.id))
      XCTAssertEqual(inside.videos?.map(\.videoNo), [video])
      let standard = try await client.send(VisualSearch.ListFolderVideos(-1))
      XCTAssertEqual(standard.videos, [])
      let full = try await refusal {
        _ = try await client.send(VisualSearch.DeleteFolder(folder.id))
      }
      XCTAssertEqual(full, .refused)
      _ = try await client.send(VisualSearch.MoveVideos([video], to: -1))
      _ = try await client.send(VisualSearch.DeleteFolder(folder.id))
      let folders = try await client.send(VisualSearch.ListFolders()).folders
      XCTAssertEqual(folders, [])
      let unknown = try await refusal {
        _ = try await client.send(VisualSearch.ListVideos(scope: folder.scope))
      }
      XCTAssertEqual(unknown, .refused)
      let legacy = try await client.send(VisualSearch.ListFolderVideos(-2))
      XCTAssertEqual(legacy.videos, [])
    }
  }

  func testPublicImportsGoToThePublicLibrary() async throws {
    try await withClient { _, client in
      let task = try await client.send(
        VisualSearch.PublishPostsForEver([try url("https://youtu.be/surfing")]))
      let videos = try await client.waitForImport(task.id, expecting: 1)
      XCTAssertEqual(videos.map { $0.videoNo.rawValue.hasPrefix("PI-") }, [true])
      let own = try await client.send(VisualSearch.ListVideos())
      XCTAssertEqual(own.videos, [])
      let found = try await client.send(VisualSearch.SearchPublicClips("surfing", on: .youTube))
      XCTAssertEqual(found.map(\.videoNo), videos.map(\.videoNo))
      let elsewhere = try await client.send(VisualSearch.SearchPublicClips("surfing", on: .tikTok))
      XCTAssertEqual(elsewhere, [])
    }
  }

  func testImportsBringTheirVideosLater() async throws {
    try await withClient { _, client in
      var hashtags = VisualSearch.ImportHashtags(["sea", "surf"])
      hashtags.count = 3
      let task = try await client.send(hashtags)
      let first = try await client.send(VisualSearch.GetImport(task.id))
      XCTAssertEqual(first.allVideos, [])
      let videos = try await client.waitForImport(task.id, expecting: 6)
      XCTAssertEqual(videos.map(\.status), Array(repeating: .parsed, count: 6))
      let creator = try await client.send(
        VisualSearch.ImportCreator(try url("https://www.tiktok.com/@a")))
      let four = try await client.waitForImport(creator.id)
      XCTAssertEqual(four.count, 4)
      let unknown = try await client.send(VisualSearch.GetImport("nobody"))
      XCTAssertEqual(unknown.allVideos, [])
    }
  }

  func testAnImportThatFailsStaysEmpty() async throws {
    try await withClient({ $0.indexing = .onRequest }) { sandbox, client in
      let task = try await client.send(
        VisualSearch.ImportPosts([try url("https://www.tiktok.com/@a/video/1")]))
      sandbox.finishIndexing(of: task.id.rawValue, failing: true)
      let state = try await client.send(VisualSearch.GetImport(task.id))
      XCTAssertEqual(state.allVideos, [])
    }
  }

  func testTheChatSaysThatItIsInvented() async throws {
    try await withClient { sandbox, client in
      let video = VisualSearch.VideoNo(sandbox.addVideo(Data([1]), named: "a.mp4"))
      let answer = try await client.send(
        VisualSearch.AskAboutVideos("Who?", in: [video], sessionID: "s"))
      XCTAssertEqual(answer.content, "The sandbox cannot watch videos. You asked about 1: Who?")
      XCTAssertEqual(answer.sessionID, "s")
    }
  }
}
