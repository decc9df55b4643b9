import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// What an app's view model may look like: this target is compiled with the main actor as the
/// default isolation.
private final class ViewModel {
  private let client: MemoriesClient
  private(set) var shown: [Double?] = []
  private(set) var isBusy = false

  init(_ client: MemoriesClient) {
    self.client = client
  }

  private func show(_ fraction: Double?) {
    MainActor.assertIsolated()
    XCTAssertTrue(isBusy, "told after the call had returned")
    shown.append(fraction)
  }

  func upload(_ movie: URL) async throws -> VisualSearch.VideoNo {
    isBusy = true
    defer { isBusy = false }
    let upload = VisualSearch.UploadVideo(file: movie)
    let receipt = try await client.send(upload) { progress in show(progress.fraction) }
    return receipt.videoNo
  }

  func ask(_ videoNo: VisualSearch.VideoNo) async throws -> VisualSearch.VideoMetadata? {
    isBusy = true
    defer { isBusy = false }
    let request = VisualSearch.GetMetadata(videoNo)
    return try await client.reply(to: request) { show($0.fraction) }.result.get()
  }

  func download(_ videoNo: VisualSearch.VideoNo, to directory: URL) async throws -> URL {
    isBusy = true
    defer { isBusy = false }
    let request = VisualSearch.DownloadVideo(videoNo)
    return try await client.download(request, to: .directory(directory)) { show($0.fraction) }.url
  }
}

nonisolated final class ViewModelTests: XCTestCase {
  @MainActor
  func testProgressIsShownWhereTheViewModelIs() async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let replay = Replay { request in
      switch request.url.lastPathComponent {
      case "upload": .json(#"{"code":"0000","data":{"videoNo":"VI1"}}"#)
      case "get_metadata": .json(#"{"code":"0000","data":{"video_no":"VI1"}}"#)
      default: .body(Data("film".utf8))
      }
    }
    let model = ViewModel(
      try MemoriesClient(apiKey: APIKey("sk-test-key"), configuration: .replaying(replay)))

    let videoNo = try await model.upload(try folder.write(Data(count: 1000), named: "movie.mp4"))
    XCTAssertEqual(videoNo, "VI1")
    XCTAssertEqual(model.shown.last, 1)
    let video = try await model.ask(videoNo)
    XCTAssertEqual(video?.videoNo, "VI1")
    let told = model.shown.count
    let file = try await model.download(videoNo, to: folder.url)
    XCTAssertEqual(try Data(contentsOf: file), Data("film".utf8))
    XCTAssertGreaterThan(model.shown.count, told)
    XCTAssertEqual(model.shown.last, 1)
  }
}
