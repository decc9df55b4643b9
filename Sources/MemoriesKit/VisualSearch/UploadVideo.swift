import Foundation

extension VisualSearch {
  /// Sends a video file to the private library, where it is indexed and becomes searchable.
  ///
  /// The answer comes as soon as the file is taken in; wait with
  /// ``MemoriesClient/waitUntilSearchable(_:scope:options:)`` or give a ``callback``. Every accepted
  /// upload is billed, and the service has no way to recognise the same upload sent twice.
  ///
  /// The service takes `.mp4`, `.avi`, `.mkv` and `.mov` files of up to 3 GB with the codecs
  /// h264, h265, vp9 or hevc, and refuses uploads while too many videos wait for indexing.
  public struct UploadVideo: Operation, AnsweredOperation, Hashable, Codable {
    /// The video, which must not change until it is sent; see ``MediaSource/file(_:)`` for which
    /// changes are noticed.
    public var file: URL
    /// The part of the library that the video goes to.
    public var scope: LibraryScope?
    /// Where the service posts a notice when indexing has ended: an http or https URL of at most 299
    /// characters.
    public var callback: URL?
    /// When the video was taken; sent as the time that a clock in ``timeZone`` showed.
    public var capturedAt: Date?
    /// The zone in which ``capturedAt`` is written down, because the service knows no zones.
    public var timeZone: TimeZone = .current
    /// The time of capture as ready-made text, `yyyy-MM-dd HH:mm:ss`, instead of ``capturedAt``.
    public var capturedAtText: String?
    /// The camera or device; at most 200 characters.
    public var cameraModel: String?
    /// Where the video was taken.
    public var location: GeoPoint?
    /// Your own tags, at most 20 and none empty. The service adds the tag `api`.
    public var tags: [String] = []
    /// Whether the service keeps the original file after indexing; it does unless told otherwise.
    public var retainsOriginal: Bool?
    /// What transcription and understanding are to concentrate on.
    public var transcriptionPrompt: String?

    /// Uploads a file, which is read while it is sent.
    public init(file: URL) {
      self.file = file
    }

    /// What the service says of an upload that it accepted.
    public struct Output: Sendable, Hashable, Codable, Identifiable {
      /// The number to use from now on.
      public let videoNo: VideoNo
      /// The service's own name for the stored file; not the name of the file that was sent.
      public let videoName: String?
      /// The state of indexing, `UNPARSE` at this point.
      public let videoStatus: VideoStatus?
      /// When the service took the video in.
      public let uploadTime: Date?

      /// A receipt of your own making, for tests and fakes.
      public init(
        videoNo: VideoNo, videoName: String? = nil, videoStatus: VideoStatus? = nil,
        uploadTime: Date? = nil
      ) {
        self.videoNo = videoNo
        self.videoName = videoName
        self.videoStatus = videoStatus
        self.uploadTime = uploadTime
      }

      /// The number of the video.
      public var id: VideoNo { videoNo }
    }

    /// Every accepted upload is billed, and nothing tells the service that it is the same one.
    public static let traits = OperationTraits(
      "VisualSearch.UploadVideo", .billed, rateGroup: .upload)

    private static let extensions = ["mp4", "avi", "mkv", "mov"]
    private static let maximumByteCount: Int64 = 3 << 30

    /// Every documented limit that the file or a parameter breaks.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkMedium(
        .file(file), "file", extensions: Self.extensions, maximum: Self.maximumByteCount)
      rules.checkScope(scope, folders: .writing)
      rules.checkCallback(callback, "callback")
      rules.require(
        capturedAt == nil || capturedAtText == nil, "capturedAtText",
        "give either a date or text, not both")
      if let capturedAtText {
        rules.require(
          CaptureTime.isValid(capturedAtText), "capturedAtText",
          "“\(capturedAtText)” is not a time of the form yyyy-MM-dd HH:mm:ss")
      }
      if let capturedAt {
        rules.require(
          CaptureTime.text(of: capturedAt, in: timeZone) != nil, "capturedAt",
          "must be in the years from 1 to 9999")
      }
      rules.limit(cameraModel, to: 200, "cameraModel")
      rules.checkPlace(location, "location")
      rules.checkTags(tags, atMost: 20)
      return rules.problems
    }

    /// `POST /upload` as a multipart form; the file goes last, so that the service knows all
    /// about it when it arrives.
    public func request() -> MemoriesRequest {
      var form: [MemoriesRequest.Part] = []
      form.add(scope)
      form.add("callback", callback?.absoluteString)
      form.add("datetime_taken", captureTime)
      form.add("camera_model", cameraModel)
      form.add("latitude", location.map { PlainNumber.text($0.latitude) })
      form.add("longitude", location.map { PlainNumber.text($0.longitude) })
      // A repeated field, as the provider's own samples send it; `tags[0]` appears in the
      // generated ones.
      for tag in tags { form.add("tags", tag) }
      form.add("retain_original_video", retainsOriginal.map { $0 ? "true" : "false" })
      form.add("video_transcription_prompt", transcriptionPrompt)
      form.add("file", .file(file))
      return MemoriesRequest(.post, "upload", body: .multipart(form))
    }

    private var captureTime: String? {
      capturedAtText ?? capturedAt.flatMap { CaptureTime.text(of: $0, in: timeZone) }
    }
  }
}
