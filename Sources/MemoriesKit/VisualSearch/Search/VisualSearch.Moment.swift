extension VisualSearch {
  /// A part of a video that a search found. Everything but the number of the video may be missing.
  public struct Moment: Sendable, Hashable, Codable {
    /// The video.
    public let videoNo: VideoNo
    /// The name that the service gave the stored file, or the title of a public video.
    public let videoName: String?
    /// Where the moment begins, in seconds from the start of the video.
    public let startTime: Double?
    /// Where the moment ends, in seconds from the start of the video. Searches of transcripts leave
    /// it out, and searches by image may.
    public let endTime: Double?
    /// The words that were found, for searches of speech.
    public let transcript: String?
    /// How well the moment fits, from 0 to 1. Searches of transcripts leave it out.
    public let score: Double?
    /// The storage bucket of the video; see ``video``.
    public let videoBucket: String?
    /// The path of the video inside the bucket; see ``video``.
    public let videoBlob: String?
    /// The storage bucket of the keyframe; see ``keyframe``.
    public let keyframeBucket: String?
    /// The path of the keyframe inside the bucket; see ``keyframe``.
    public let keyframeBlob: String?

    /// Makes a moment, for tests and fakes.
    public init(
      videoNo: VideoNo, videoName: String? = nil, startTime: Double? = nil, endTime: Double? = nil,
      transcript: String? = nil, score: Double? = nil, videoBucket: String? = nil,
      videoBlob: String? = nil, keyframeBucket: String? = nil, keyframeBlob: String? = nil
    ) {
      self.videoNo = videoNo
      self.videoName = videoName
      self.startTime = startTime
      self.endTime = endTime
      self.transcript = transcript
      self.score = score
      self.videoBucket = videoBucket
      self.videoBlob = videoBlob
      self.keyframeBucket = keyframeBucket
      self.keyframeBlob = keyframeBlob
    }

    private enum CodingKeys: String, CodingKey {
      case videoNo, videoName, startTime, endTime, score
      case transcript = "audioTs"
      case videoBucket, videoBlob, keyframeBucket, keyframeBlob
    }

    /// Where the whole video is stored, if the service could tell.
    public var video: StorageLocation? {
      StorageLocation(bucket: videoBucket, blob: videoBlob)
    }

    /// Where a picture of the moment is stored, if there is one.
    public var keyframe: StorageLocation? {
      StorageLocation(bucket: keyframeBucket, blob: keyframeBlob)
    }
  }
}
