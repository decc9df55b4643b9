import Foundation

extension VisualSearch {
  /// The metadata of a video in a library. Everything but the number may be missing.
  public struct VideoMetadata: Sendable, Hashable, Codable, Identifiable {
    /// The number of the video.
    public let videoNo: VideoNo
    /// The name that the service gave the stored file.
    public let videoName: String?
    /// The state of indexing.
    public let status: VideoStatus?
    /// Why indexing failed, if the service says so.
    public let cause: String?
    /// The length in seconds.
    public let duration: Double?
    /// The size of the file in bytes.
    public let size: Int64?
    /// When the service accepted the video.
    public let createTime: Date?
    /// The URL that the video was imported from. Only lists have it, not the metadata of a single
    /// video.
    public let videoURL: URL?
    /// When the video was taken, as given with the upload.
    public let datetimeTaken: Date?
    /// The camera, as given with the upload.
    public let cameraModel: String?
    /// Degrees north of the equator, as given with the upload; see ``place``.
    public let latitude: Double?
    /// Degrees east of Greenwich, as given with the upload; see ``place``.
    public let longitude: Double?
    /// The tags, with those that the service added.
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

    /// Makes metadata, for tests and fakes.
    public init(
      videoNo: VideoNo, videoName: String? = nil, status: VideoStatus? = nil, cause: String? = nil,
      duration: Double? = nil, size: Int64? = nil, createTime: Date? = nil, videoURL: URL? = nil,
      datetimeTaken: Date? = nil, cameraModel: String? = nil, latitude: Double? = nil,
      longitude: Double? = nil, tags: [String]? = nil, bucket: String? = nil, blob: String? = nil,
      resolutionLabel: String? = nil, fps: Double? = nil, width: Int? = nil, height: Int? = nil
    ) {
      self.videoNo = videoNo
      self.videoName = videoName
      self.status = status
      self.cause = cause
      self.duration = duration
      self.size = size
      self.createTime = createTime
      self.videoURL = videoURL
      self.datetimeTaken = datetimeTaken
      self.cameraModel = cameraModel
      self.latitude = latitude
      self.longitude = longitude
      self.tags = tags
      self.bucket = bucket
      self.blob = blob
      self.resolutionLabel = resolutionLabel
      self.fps = fps
      self.width = width
      self.height = height
    }

    /// The number of the video.
    public var id: VideoNo { videoNo }

    /// Where the file is stored.
    public var location: StorageLocation? { StorageLocation(bucket: bucket, blob: blob) }

    /// Where the video was taken, as given with the upload.
    public var place: GeoPoint? {
      guard let latitude, let longitude else { return nil }
      return GeoPoint(latitude: latitude, longitude: longitude)
    }
  }
}
