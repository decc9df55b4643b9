import Foundation

extension VisualSearch {
  /// What is said in a video, or what is seen in it, piece by piece.
  public struct Transcript: Sendable, Hashable, Codable {
    /// The video.
    public let videoNo: VideoNo?
    /// The pieces, in the order of the service.
    public let segments: [Segment]?
    /// When the service wrote it.
    public let createTime: Date?
    /// The storage bucket of the video; see ``video``.
    public let videoBucket: String?
    /// The path of the video inside the bucket; see ``video``.
    public let videoBlob: String?

    /// A piece of a transcript or captions.
    public struct Segment: Sendable, Hashable, Codable {
      /// The number of the piece, counted from 0.
      public let index: Int?
      /// What is said, or the description of what is seen. It may begin with a space.
      public let content: String?
      /// Where the piece begins, in seconds from the start of the video.
      public let startTime: Double?
      /// Where the piece ends, in seconds from the start of the video.
      public let endTime: Double?

      /// Makes a piece, for tests and fakes.
      public init(
        index: Int? = nil, content: String? = nil, startTime: Double? = nil, endTime: Double? = nil
      ) {
        self.index = index
        self.content = content
        self.startTime = startTime
        self.endTime = endTime
      }
    }

    /// Makes a transcript, for tests and fakes.
    public init(
      videoNo: VideoNo? = nil, segments: [Segment]? = nil, createTime: Date? = nil,
      videoBucket: String? = nil, videoBlob: String? = nil
    ) {
      self.videoNo = videoNo
      self.segments = segments
      self.createTime = createTime
      self.videoBucket = videoBucket
      self.videoBlob = videoBlob
    }

    private enum CodingKeys: String, CodingKey {
      case videoNo, createTime, videoBucket, videoBlob
      case segments = "transcriptions"
    }

    /// Where the video is stored, if the service could tell.
    public var video: StorageLocation? {
      StorageLocation(bucket: videoBucket, blob: videoBlob)
    }

    /// Whether there is nothing in it. The service may send this before the video is indexed.
    public var isEmpty: Bool { segments?.isEmpty ?? true }
  }

  /// What a question about a transcript has found out. The service itself answers null for two of
  /// the cases.
  public enum TranscriptState: Sendable, Hashable {
    /// The transcript.
    case found(Transcript)
    /// The video is indexed, and there is no transcript: nothing is said in it, for instance.
    case absent
    /// The video is not indexed; what is known of it. Nil when the service does not know it, which
    /// includes a new video for a moment after its upload.
    case notIndexed(VideoMetadata?)
  }
}
