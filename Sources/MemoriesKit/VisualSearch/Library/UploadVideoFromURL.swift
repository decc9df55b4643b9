import Foundation

extension VisualSearch {
  /// Uploads a video that the service fetches from a URL.
  ///
  /// The service fetches it during the call with a plain GET, so the URL must need no login and must
  /// not expire soon. The URL leads to an MP4 file or to an `m3u8` playlist that has only absolute
  /// URLs. The file has up to 1 GB and one of the codecs h264, h265, vp9 or hevc. One source says
  /// that only https URLs work; the client sends http URLs too.
  ///
  /// The service bills every accepted upload, and cannot recognize the same upload sent twice. Wait
  /// for the indexing with ``MemoriesClient/waitUntilSearchable(_:scope:options:)``.
  ///
  /// ```swift
  /// let upload = VisualSearch.UploadVideoFromURL(url)
  /// let video = try await client.send(upload).videoNo
  /// ```
  public struct UploadVideoFromURL: Operation, AnsweredOperation, RecoverableUpload,
    VideoUpload, Hashable,
    Codable
  {
    /// The URL of the video or playlist.
    public var url: URL
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

    /// Uploads what the URL leads to.
    public init(_ url: URL) {
      self.url = url
    }

    /// The receipt for an accepted upload.
    public typealias Output = UploadReceipt

    /// The service bills every accepted upload, and nothing tells it that two are the same.
    public static let traits = OperationTraits(
      "VisualSearch.UploadVideoFromURL", .billed, rateGroup: .upload)

    /// Checks the URL and every documented limit of the parameters.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkWebURL(url, "url")
      checkDescription(&rules)
      return rules.problems
    }

    /// `POST /upload_url` as a form.
    public func request() -> MemoriesRequest {
      let url = MemoriesRequest.Field("url", url.absoluteString)
      return MemoriesRequest(.post, "upload_url", body: .form([url] + descriptionFields))
    }

    /// The size is unknown here. The service lists the URL of an import, which is better.
    func lostUpload(begin: Date, end: Date) -> LostUpload? {
      LostUpload(
        fileName: url.lastPathComponent, byteCount: nil, url: url.absoluteURL, scope: scope,
        begin: begin, end: end)
    }
  }
}
