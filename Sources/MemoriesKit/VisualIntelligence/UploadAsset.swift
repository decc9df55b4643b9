import Foundation

extension VisualIntelligence {
  /// Sends a video, audio or image file, which becomes an asset that other calls can name.
  ///
  /// The asset can be used once its upload status is `SUCCESS`; wait with
  /// ``MemoriesClient/waitUntilReady(_:options:)``. The documentation states no limit of size.
  public struct UploadAsset: Operation, AnsweredOperation, Hashable, Codable {
    /// What is sent. A file must not change until it is; see ``MediaSource/file(_:)``.
    public var medium: MediaSource

    /// Uploads a file, which is read while it is sent.
    public init(file: URL) {
      self.medium = .file(file)
    }

    /// Uploads a file or something in memory.
    public init(_ medium: MediaSource) {
      self.medium = medium
    }

    /// What the service says of an upload that it accepted.
    public struct Output: Sendable, Hashable, Codable, Identifiable {
      /// The id to use from now on.
      public let assetID: AssetID

      /// A receipt of your own making, for tests and fakes.
      public init(assetID: AssetID) {
        self.assetID = assetID
      }

      /// The id of the asset.
      public var id: AssetID { assetID }

      enum CodingKeys: String, CodingKey {
        case assetID = "assetId"
      }
    }

    /// The call is free, but what it stores is billed by the day.
    public static let traits = OperationTraits(
      "VisualIntelligence.UploadAsset", .billed, rateGroup: .assetUpload)

    // The documented families, with the extensions that are usual for each.
    private static let extensions = [
      "mp4", "mov", "avi", "webm", "mkv", "flv", "wmv", "mpeg", "mpg",
      "mp3", "wav", "aac", "flac", "ogg", "m4a",
      "jpeg", "jpg", "png", "gif", "webp", "bmp", "tiff", "tif",
    ]

    /// A file that is missing, empty or of no documented format.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkMedium(medium, "medium", extensions: Self.extensions, maximum: nil)
      return rules.problems
    }

    /// `POST /upload` as a multipart form.
    public func request() -> MemoriesRequest {
      var form: [MemoriesRequest.Part] = []
      form.add("file", medium)
      return MemoriesRequest(.post, "upload", body: .multipart(form))
    }
  }
}
