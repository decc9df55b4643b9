import Foundation

/// What the service knows of a video in a library. Everything but the number may be missing.
public struct VideoMetadata: Sendable, Hashable, Codable {
  /// The number of the video.
  public let videoNo: VideoNo
  /// The service's own name for the stored file.
  public let videoName: String?
  /// How far indexing is.
  public let status: VideoStatus?
  /// Why indexing failed, where it did and the service says.
  public let cause: String?
  /// The length in seconds.
  public let duration: Double?
  /// The size of the file in bytes.
  public let size: Int64?
  /// When the service took the video in.
  public let createTime: Date?
  /// Where the video was imported from. Lists tell it, not the metadata of a single video.
  public let videoURL: URL?
  /// When the video was taken, as told at the upload.
  public let datetimeTaken: Date?
  /// The camera, as told at the upload.
  public let cameraModel: String?
  /// Degrees north of the equator, as told at the upload; see ``place``.
  public let latitude: Double?
  /// Degrees east of Greenwich, as told at the upload; see ``place``.
  public let longitude: Double?
  /// The tags, including those that the service added.
  public let tags: [String]?
  /// The storage bucket; see ``location``.
  public let bucket: String?
  /// The path inside the bucket; see ``location``.
  public let blob: String?
  /// A name for the resolution, such as `720P`.
  public let resolutionLabel: String?
  /// Frames per second.
  public let fps: Double?
  /// The width of a frame in pixels.
  public let width: Int?
  /// The height of a frame in pixels.
  public let height: Int?

  /// Where the file can be downloaded from.
  public var location: StorageLocation? { StorageLocation(bucket: bucket, blob: blob) }

  /// Where the video was taken, as told at the upload.
  public var place: GeoPoint? {
    guard let latitude, let longitude else { return nil }
    return GeoPoint(latitude: latitude, longitude: longitude)
  }
}
