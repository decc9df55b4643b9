import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport

/// One column of the matrix: a call, and what the rules need to know of it.
struct MatrixOperation: Sendable {
  /// What a call has at hand.
  struct Stage: Sendable {
    let client: MemoriesClient
    let media: MatrixMedia
    let videoNo: VisualSearch.VideoNo
    let assetID: VisualIntelligence.AssetID
    let downloads: URL
    let isLarge: Bool
  }

  enum Body: Sendable {
    case none
    /// A few bytes, which leave in one go with the head.
    case small
    case file
  }

  let name: String
  let route: Sandbox.Route
  let isSafe: Bool
  let body: Body
  let isDownload: Bool
  let perform: @Sendable (Stage) async throws -> Void

  var isVisualSearch: Bool { route.path.contains("/v1/") }

  /// The content of every video and asset.
  static let contentSize = 300_000
}

/// The files that calls send: of the usual size, and larger than any socket's buffers.
struct MatrixMedia: Sendable {
  let video: URL
  let image: URL
  let largeVideo: URL
  let largeImage: URL

  init(in folder: TemporaryDirectory) throws {
    video = try folder.write(Sandbox.Pattern.data(at: 0, count: 1 << 20), named: "video.mp4")
    image = try folder.write(Sandbox.Pattern.data(at: 0, count: 2_000), named: "image.jpg")
    largeVideo = try SparseFile.create(
      18 << 20, at: folder.url.appendingPathComponent("large.mp4"))
    largeImage = try SparseFile.create(
      18 << 20, at: folder.url.appendingPathComponent("large.jpg"))
  }
}

extension MatrixOperation {
  static let metadata = MatrixOperation(
    name: "metadata", route: .visualSearch("GET", "/get_metadata"), isSafe: true, body: .none,
    isDownload: false
  ) { stage in
    _ = try await stage.client.send(VisualSearch.GetMetadata(stage.videoNo))
  }

  static let list = MatrixOperation(
    name: "list", route: .visualSearch("POST", "/list_videos"), isSafe: true, body: .small,
    isDownload: false
  ) { stage in
    _ = try await stage.client.send(VisualSearch.ListVideos())
  }

  static let search = MatrixOperation(
    name: "search", route: .visualSearch("POST", "/search_clips_by_image"), isSafe: false,
    body: .file, isDownload: false
  ) { stage in
    let image = stage.isLarge ? stage.media.largeImage : stage.media.image
    _ = try await stage.client.send(
      VisualSearch.SearchClipsByImage(image: .file(image), in: stage.videoNo, prompt: "red"))
  }

  static let upload = MatrixOperation(
    name: "upload", route: .visualSearch("POST", "/upload"), isSafe: false, body: .file,
    isDownload: false
  ) { stage in
    let video = stage.isLarge ? stage.media.largeVideo : stage.media.video
    _ = try await stage.client.send(VisualSearch.UploadVideo(file: video))
  }

  static let downloadByLocation = MatrixOperation(
    name: "download by location", route: .visualSearch("GET", "/download"), isSafe: false,
    body: .none, isDownload: true
  ) { stage in
    let location = StorageLocation(bucket: "mavi-resource", blob: "\(stage.videoNo).mp4")
    _ = try await stage.client.download(
      VisualSearch.DownloadResource(at: location), to: .directory(stage.downloads))
  }

  static let downloadByNumber = MatrixOperation(
    name: "download by number", route: .visualSearch("POST", "/download"), isSafe: false,
    body: .small, isDownload: true
  ) { stage in
    _ = try await stage.client.download(
      VisualSearch.DownloadVideo(stage.videoNo), to: .directory(stage.downloads))
  }

  static let assetUpload = MatrixOperation(
    name: "asset upload", route: .visualIntelligence("POST", "/upload"), isSafe: false,
    body: .file, isDownload: false
  ) { stage in
    let video = stage.isLarge ? stage.media.largeVideo : stage.media.video
    _ = try await stage.client.send(VisualIntelligence.UploadAsset(file: video))
  }

  static let assetMetadata = MatrixOperation(
    name: "asset metadata", route: .visualIntelligence("GET", "/{asset_id}/metadata"),
    isSafe: true, body: .none, isDownload: false
  ) { stage in
    _ = try await stage.client.send(VisualIntelligence.GetAssetMetadata(stage.assetID))
  }

  static let assetDownload = MatrixOperation(
    name: "asset download", route: .visualIntelligence("GET", "/{asset_id}/download"),
    isSafe: false, body: .none, isDownload: true
  ) { stage in
    _ = try await stage.client.download(
      VisualIntelligence.DownloadAsset(stage.assetID), to: .directory(stage.downloads))
  }

  static let all = [
    metadata, list, search, upload, downloadByLocation, downloadByNumber, assetUpload,
    assetMetadata,
    assetDownload,
  ]
}
