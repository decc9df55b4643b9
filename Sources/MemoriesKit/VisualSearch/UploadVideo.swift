import Foundation

extension VisualSearch {
  /// Uploads a video to the private library, where the service indexes it for searches.
  ///
  /// The answer comes when the service has accepted the file. Wait for the indexing with
  /// ``MemoriesClient/waitUntilSearchable(_:scope:options:)``, or give a ``callback``. The service
  /// bills every accepted upload, and cannot recognize the same upload sent twice.
  ///
  /// The service accepts `.mp4`, `.avi`, `.mkv` and `.mov` files of up to 3 GB with the codecs
  /// h264, h265, vp9 or hevc. It refuses uploads while too many videos wait for indexing.
  public struct UploadVideo: Operation, AnsweredOperation, Hashable, Codable {
    /// The video. It must not change until it is sent; ``MediaSource/file(_:)`` says which changes
    /// the client detects.
    public var file: URL
    /// The part of the library that the video goes to.
    public var scope: LibraryScope?
    /// The URL to which the service posts a notice after indexing: an http or https URL of at most
    /// 299 characters.
    public var callback: URL?
    /// When the video was taken. The client sends it as the time on a clock in ``timeZone``.
    public var capturedAt: Date?
    /// The zone for ``capturedAt``, because the service knows no zones.
    public var timeZone: TimeZone = .current
    /// The time of capture as text, `yyyy-MM-dd HH:mm:ss`, instead of ``capturedAt``.
    public var capturedAtText: String?
    /// The camera or device; at most 200 characters.
    public var cameraModel: String?
    /// Where the video was taken.
    public var location: GeoPoint?
    /// Your own tags, at most 20 and none empty. The service adds the tag `api`.
    public var tags: [String] = []
    /// Whether the service keeps the original file after indexing; it does unless you set false.
    public var retainsOriginal: Bool?
    /// What transcription and understanding should concentrate on.
    public var transcriptionPrompt: String?

    /// Uploads a file, which is read while it is sent.
    public init(file: URL) {
      self.file = file
    }

    /// The receipt for an accepted upload.
    public struct Output: Sendable, Hashable, Codable, Identifiable {
      /// The number of the video, for all further calls.
      public let videoNo: VideoNo
      /// The name that the service gave the stored file; not the name of the file that was sent.
      public let videoName: String?
      /// The state of indexing, `UNPARSE` at this point.
      public let videoStatus: VideoStatus?
      /// When the service accepted the video.
      public let uploadTime: Date?

      /// Makes a receipt, for tests and fakes.
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

    /// The service bills every accepted upload, and nothing tells it that two are the same.
    public static let traits = OperationTraits(
      "VisualSearch.UploadVideo", .billed, rateGroup: .upload)

    private static let extensions = ["mp4", "avi", "mkv", "mov"]
    private static let maximumByteCount: Int64 = 3 << 30

    /// Checks every documented limit of the file and the parameters.
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

    /// `POST /upload` as a multipart form. The file comes last, so that the service has all fields
    /// when it arrives.
    public func request() -> MemoriesRequest {
      var form: [MemoriesRequest.Part] = []
      form.add(scope)
      form.add("callback", callback?.absoluteString)
      form.add("datetime_taken", captureTime)
      form.add("camera_model", cameraModel)
      form.add("latitude", location.map { PlainNumber.text($0.latitude) })
      form.add("longitude", location.map { PlainNumber.text($0.longitude) })
      // Repeats the field, as the hand-written samples of the provider do. The generated samples
      // have `tags[0]`.
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
