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
  public struct UploadVideo: Operation, AnsweredOperation, RecoverableUpload,
    VideoUpload, Hashable, Codable
  {
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
    public typealias Output = UploadReceipt

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
      checkDescription(&rules)
      return rules.problems
    }

    /// `POST /upload` as a multipart form. The file comes last, so that the service has all fields
    /// when it arrives.
    public func request() -> MemoriesRequest {
      var form = descriptionFields.map { MemoriesRequest.Part($0.name, $0.value) }
      form.add("file", .file(file))
      return MemoriesRequest(.post, "upload", body: .multipart(form))
    }

    /// Describes the file as it is now.
    func lostUpload(begin: Date, end: Date) -> LostUpload? {
      guard let byteCount = try? MediaSource.file(file).byteCount() else { return nil }
      return LostUpload(
        fileName: file.lastPathComponent, byteCount: byteCount, scope: scope, begin: begin, end: end
      )
    }
  }
}
