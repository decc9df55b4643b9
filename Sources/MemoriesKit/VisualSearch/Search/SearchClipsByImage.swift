import Foundation

extension VisualSearch {
  /// Finds the moments of one video that look like an image. A prompt says what counts as similar.
  ///
  /// For a video that is not indexed yet the service returns no clips, and no error. It bills every
  /// successful search. The image may be `.jpg`, `.jpeg`, `.png`, `.gif`, `.bmp` or `.webp`, of up
  /// to 20 MB.
  public struct SearchClipsByImage: Operation, AnsweredOperation, Hashable, Codable {
    /// The image to look for.
    public var image: MediaSource
    /// The video to look in.
    public var videoNo: VideoNo
    /// What counts as similar, in English: "focus on the red shirt".
    public var prompt: String
    /// The named scope that the video belongs to. The service takes no folder here, because the
    /// number of the video is enough.
    public var scope: LibraryScope?

    /// Makes a search for an image in a video.
    public init(
      image: MediaSource, in videoNo: VideoNo, prompt: String, scope: LibraryScope? = nil
    ) {
      self.image = image
      self.videoNo = videoNo
      self.prompt = prompt
      self.scope = scope
    }

    /// The clips; the service orders them from best to worst.
    public typealias Output = [Clip]

    /// A part of the video that looks like the image.
    public struct Clip: Sendable, Hashable, Codable {
      /// Where the clip begins, in seconds from the start of the video.
      public let startTime: Double?
      /// Where the clip ends, in seconds from the start of the video.
      public let endTime: Double?
      /// The similarity, from 0 to 1.
      public let score: Double?
      /// The storage bucket of the video; see ``video``.
      public let videoBucket: String?
      /// The path of the video inside the bucket; see ``video``.
      public let videoBlob: String?

      /// Makes a clip, for tests and fakes.
      public init(
        startTime: Double? = nil, endTime: Double? = nil, score: Double? = nil,
        videoBucket: String? = nil, videoBlob: String? = nil
      ) {
        self.startTime = startTime
        self.endTime = endTime
        self.score = score
        self.videoBucket = videoBucket
        self.videoBlob = videoBlob
      }

      /// Where the whole video is stored, if the service could tell.
      public var video: StorageLocation? {
        StorageLocation(bucket: videoBucket, blob: videoBlob)
      }
    }

    /// The service bills every successful search.
    public static let traits = OperationTraits(
      "VisualSearch.SearchClipsByImage", .billed, rateGroup: .search)

    /// Refuses an image that the service does not accept, an empty parameter, and a folder.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkImage(image, "image")
      rules.requireText(videoNo.rawValue, "videoNo")
      rules.requireText(prompt, "prompt")
      rules.checkScope(scope, folders: .none)
      return rules.problems
    }

    /// `POST /search_clips_by_image` as a multipart form.
    public func request() -> MemoriesRequest {
      var form: [MemoriesRequest.Part] = []
      form.add("video_no", videoNo.rawValue)
      form.add("prompt", prompt)
      form.add(scope)
      form.add("file", image)
      return MemoriesRequest(.post, "search_clips_by_image", body: .multipart(form))
    }
  }
}
