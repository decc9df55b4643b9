import Foundation

extension VisualSearch {
  /// Finds the moments of one video that look like an image, in the light of a prompt that says
  /// what counts as alike.
  ///
  /// A video that is not indexed yet answers with no clips, not with an error. Every successful
  /// search is billed. The image may be `.jpg`, `.jpeg`, `.png`, `.gif`, `.bmp` or `.webp`, of up
  /// to 20 MB.
  public struct SearchClipsByImage: Operation, AnsweredOperation, Hashable, Codable {
    /// The image to look for.
    public var image: MediaSource
    /// The video to look in.
    public var videoNo: VideoNo
    /// What counts as alike, in English: "focus on the red shirt".
    public var prompt: String
    /// The named part of the library that the video belongs to. The service takes no folder here,
    /// because the number of the video is enough.
    public var scope: LibraryScope?

    /// Looks for an image in a video.
    public init(
      image: MediaSource, in videoNo: VideoNo, prompt: String, scope: LibraryScope? = nil
    ) {
      self.image = image
      self.videoNo = videoNo
      self.prompt = prompt
      self.scope = scope
    }

    /// The clips, best first as the service orders them.
    public typealias Output = [Clip]

    /// A stretch of the video that looks like the image.
    public struct Clip: Sendable, Hashable, Codable {
      /// Where the clip begins, in seconds from the start of the video.
      public let startTime: Double?
      /// Where the clip ends, in seconds from the start of the video.
      public let endTime: Double?
      /// How alike, from 0 to 1.
      public let score: Double?
      /// The storage bucket of the video; see ``video``.
      public let videoBucket: String?
      /// The path of the video inside the bucket; see ``video``.
      public let videoBlob: String?

      /// A clip of your own making, for tests and fakes.
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

      /// Where the whole video can be downloaded from, when the service could tell.
      public var video: StorageLocation? {
        StorageLocation(bucket: videoBucket, blob: videoBlob)
      }
    }

    /// Every successful search is billed.
    public static let traits = OperationTraits(
      "VisualSearch.SearchClipsByImage", .billed, rateGroup: .search)

    private static let extensions = ["jpg", "jpeg", "png", "gif", "bmp", "webp"]
    private static let maximumByteCount: Int64 = 20 << 20

    /// An image that the service does not take, an empty parameter, or a folder.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkMedium(
        image, "image", extensions: Self.extensions, maximum: Self.maximumByteCount)
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
