import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// Everything that the client hands out can be made by others, so that an app can be tested with a
/// fake in the place of the client.
final class FakeTests: XCTestCase {
  /// What an app might need of the client.
  private protocol Library {
    func upload(
      _ upload: VisualSearch.UploadVideo, progress: (TransferProgress) -> Void
    ) async throws -> VisualSearch.UploadVideo.Output
    func states(of videoNo: VisualSearch.VideoNo) -> WaitStates<VisualSearch.VideoMetadata>
    func page(_ list: VisualSearch.ListVideos) async throws -> Reply<VisualSearch.ListVideos.Output>
    func clips(in videoNo: VisualSearch.VideoNo) async throws -> [VisualSearch.SearchClipsByImage
      .Clip]
    func save(_ location: StorageLocation) async throws -> DownloadedFile
    func chunks(of location: StorageLocation) async throws -> DownloadChunks
    func all(_ uploads: [VisualSearch.UploadVideo]) -> RequestBatch<VisualSearch.UploadVideo>
    func asset(_ medium: MediaSource) async throws -> VisualIntelligence.UploadAsset.Output
    func assets(_ id: VisualIntelligence.AssetID) async throws
      -> VisualIntelligence.GetAssetMetadata.Output
  }

  /// What an app might need that shows progress, as the article on testing has it.
  private protocol Uploading: Sendable {
    func upload(
      _ file: URL, isolation: isolated (any Actor)?, progress: TransferProgress.Handler
    ) async throws -> VisualSearch.VideoNo
  }

  private struct Service: Uploading {
    let client: MemoriesClient

    func upload(
      _ file: URL, isolation: isolated (any Actor)?, progress: TransferProgress.Handler
    ) async throws -> VisualSearch.VideoNo {
      let upload = VisualSearch.UploadVideo(file: file)
      return try await client.send(upload, isolation: isolation, progress: progress).videoNo
    }
  }

  private struct FakeService: Uploading {
    func upload(
      _ file: URL, isolation: isolated (any Actor)?, progress: TransferProgress.Handler
    ) async throws -> VisualSearch.VideoNo {
      progress(TransferProgress(phase: .sending, completedByteCount: 1, expectedByteCount: 4))
      return "VI1"
    }
  }

  @MainActor
  private final class UploadModel {
    private(set) var fraction: Double?

    func upload(_ file: URL, with service: any Uploading) async throws -> VisualSearch.VideoNo {
      try await service.upload(file, isolation: #isolation) { fraction = $0.fraction }
    }
  }

  @MainActor
  func testProgressReachesTheMainActorThroughAProtocol() async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let file = try folder.write(Data(count: 1000), named: "movie.mp4")
    let client = try ReplayedClient(answering: .envelope(#"{"videoNo":"VI2"}"#)).client
    for (service, number, fraction) in [
      (FakeService(), "VI1", 0.25), (Service(client: client), "VI2", 1),
    ] as [(any Uploading, VisualSearch.VideoNo, Double)] {
      let model = UploadModel()
      let uploaded = try await model.upload(file, with: service)
      XCTAssertEqual(uploaded, number)
      XCTAssertEqual(model.fraction, fraction)
    }
  }

  private struct Refusal: Error {}

  private struct Fake: Library {
    let movie = VisualSearch.VideoMetadata(
      videoNo: "VI1", videoName: "a", status: .parsed, duration: 12.5, size: 9,
      videoURL: URL(string: "https://video.example/1"), latitude: 1, longitude: 2,
      bucket: "b", blob: "VI1.mp4")

    func upload(
      _ upload: VisualSearch.UploadVideo, progress: (TransferProgress) -> Void
    ) -> VisualSearch.UploadVideo.Output {
      progress(TransferProgress(phase: .sending, completedByteCount: 1, expectedByteCount: 4))
      return VisualSearch.UploadVideo.Output(videoNo: "VI1", videoStatus: .unparsed)
    }

    func states(of videoNo: VisualSearch.VideoNo) -> WaitStates<VisualSearch.VideoMetadata> {
      let waiting = WaitStates<VisualSearch.VideoMetadata>.Element(
        value: nil, polls: 1, nextPause: .seconds(5), fault: MemoriesError(.transport, .unknown))
      return WaitStates(
        [waiting, .init(value: movie, polls: 2, elapsed: .seconds(5))],
        endingIn: videoNo == "VI1" ? nil : Refusal())
    }

    func page(_ list: VisualSearch.ListVideos) -> Reply<VisualSearch.ListVideos.Output> {
      if list.page > 1 {
        let failure = APIFailure(code: "0001", msg: "no", status: 200, data: .null)
        return Reply(envelope: .init(code: "0001", failed: true, result: .failure(failure)))
      }
      let page = VisualSearch.ListVideos.Output(currentPage: 1, totalCount: 1, videos: [movie])
      let drift = Drift(.unknownValue, at: "data.status", excerpt: "1", reason: "new")
      return Reply(
        envelope: .init(code: "0000", msg: "success", success: true, result: .success(page)),
        headers: ResponseHeaders(["X-Id": "7"]), attempts: 2, duration: .seconds(1), drift: [drift])
    }

    func clips(in videoNo: VisualSearch.VideoNo) -> [VisualSearch.SearchClipsByImage.Clip] {
      [.init(startTime: 1, endTime: 2, videoBucket: "b", videoBlob: "VI1.mp4"), .init(score: 0.5)]
    }

    func save(_ location: StorageLocation) -> DownloadedFile {
      DownloadedFile(url: URL(fileURLWithPath: "/tmp/a"), byteCount: 9)
    }

    func chunks(of location: StorageLocation) -> DownloadChunks {
      DownloadChunks(
        [Data("the".utf8), Data("film".utf8)], contentType: "video/mp4",
        endingIn: location.bucket == "b" ? nil : Refusal())
    }

    func all(_ uploads: [VisualSearch.UploadVideo]) -> RequestBatch<VisualSearch.UploadVideo> {
      RequestBatch(uploads, maxConcurrent: 1) { upload in
        guard upload.tags.isEmpty else { throw Refusal() }
        return .init(videoNo: VisualSearch.VideoNo(upload.file.lastPathComponent))
      }
    }

    func asset(_ medium: MediaSource) -> VisualIntelligence.UploadAsset.Output {
      .init(assetID: "re_1")
    }

    func assets(_ id: VisualIntelligence.AssetID) -> VisualIntelligence.GetAssetMetadata.Output {
      .init(
        total: 1,
        assets: [VisualIntelligence.Asset(assetID: id, fileSize: 3, uploadStatus: .success)])
    }
  }

  private let library: any Library = Fake()
  private let place = StorageLocation(bucket: "b", blob: "VI1.mp4")

  func testReceiptsAndProgress() async throws {
    var fractions: [Double?] = []
    let upload = VisualSearch.UploadVideo(file: URL(fileURLWithPath: "/a.mp4"))
    let receipt = try await library.upload(upload) { fractions.append($0.fraction) }
    XCTAssertEqual(fractions, [0.25])
    XCTAssertEqual(receipt.id, "VI1")
    XCTAssertNil(receipt.uploadTime)
    let asset = try await library.asset(.data(Data([1]), fileName: "a.png"))
    XCTAssertEqual(asset.id, "re_1")
    let assets = try await library.assets(asset.assetID)
    XCTAssertEqual(assets.assets?.map(\.id), ["re_1"])
  }

  func testStatesAreToldInTheirOrderEachTimeAnew() async throws {
    let states = library.states(of: "VI1")
    for _ in 0..<2 {
      var polls: [Int] = []
      var last: WaitStates<VisualSearch.VideoMetadata>.Element?
      for try await state in states {
        polls.append(state.polls)
        last = state
      }
      XCTAssertEqual(polls, [1, 2])
      XCTAssertEqual(last?.isFinal, true)
      XCTAssertEqual(last?.value?.id, "VI1")
    }
    var told = 0
    var iterator = library.states(of: "VI2").makeAsyncIterator()
    do {
      while try await iterator.next() != nil { told += 1 }
      XCTFail("an error was due")
    } catch {
      XCTAssertTrue(error is Refusal, "\(error)")
    }
    XCTAssertEqual(told, 2)
    let after = try await iterator.next()
    XCTAssertNil(after)
  }

  func testReplies() async throws {
    let reply = try await library.page(VisualSearch.ListVideos())
    XCTAssertEqual(try reply.result.get().videos?.map(\.location), [place])
    XCTAssertEqual(reply.envelope.data?.videos?.first?.place?.longitude, 2)
    XCTAssertEqual(reply.status, 200)
    XCTAssertEqual(reply.drift.map(\.description), ["unknown value at data.status: new in 1"])
    var second = VisualSearch.ListVideos()
    second.page = 2
    let refusal = try await library.page(second)
    XCTAssertThrowsError(try refusal.result.get()) {
      XCTAssertEqual($0 as? APIFailure, APIFailure(code: "0001", msg: "no"))
    }
  }

  func testClipsAndFiles() async throws {
    let clips = try await library.clips(in: "VI1")
    XCTAssertEqual(clips.map(\.video), [place, nil])
    let file = try await library.save(place)
    XCTAssertEqual(file.byteCount, 9)
  }

  func testChunksAreReadOnce() async throws {
    let chunks = try await library.chunks(of: place)
    XCTAssertEqual(chunks.contentType, "video/mp4")
    var iterator = chunks.makeAsyncIterator()
    let first = try await iterator.next()
    XCTAssertEqual(first, Data("the".utf8))
    var rest: [Data] = []
    for try await piece in chunks { rest.append(piece) }
    XCTAssertEqual(rest, [Data("film".utf8)])
    let elsewhere = StorageLocation(bucket: "c", blob: "d")
    var pieces = 0
    do {
      for try await _ in try await library.chunks(of: elsewhere) { pieces += 1 }
      XCTFail("an error was due")
    } catch {
      XCTAssertTrue(error is Refusal, "\(error)")
    }
    XCTAssertEqual(pieces, 2)
  }

  func testABatchSendsWithTheFakesOwnClosure() async throws {
    var uploads = ["a.mp4", "b.mp4"].map {
      VisualSearch.UploadVideo(file: URL(fileURLWithPath: "/\($0)"))
    }
    uploads[1].tags = ["refused"]
    var ended: [RequestBatch<VisualSearch.UploadVideo>.Element] = []
    for await element in library.all(uploads) { ended.append(element) }
    XCTAssertEqual(ended.map(\.index), [0, 1])
    XCTAssertEqual(try ended[0].result.get().videoNo, "a.mp4")
    XCTAssertThrowsError(try ended[1].result.get())
    let own = RequestBatch.Element(
      index: 0, request: uploads[0], result: .success(.init(videoNo: "VI1")))
    XCTAssertEqual(try own.result.get().id, "VI1")
  }
}
