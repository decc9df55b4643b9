import Foundation

extension VisualIntelligence {
  /// Uploads a video, audio or image file as an asset, which other calls can use.
  ///
  /// The asset is ready when its upload status is `SUCCESS`; wait with
  /// ``MemoriesClient/waitUntilReady(_:options:)``. The documentation states no size limit.
  public struct UploadAsset: Operation, AnsweredOperation, Hashable, Codable {
    /// The file or the bytes to upload. A file must not change until it is sent; see
    /// ``MediaSource/file(_:)``.
    public var medium: MediaSource

    /// Uploads a file, which is read while it is sent.
    public init(file: URL) {
      self.medium = .file(file)
    }

    /// Uploads a file or something in memory.
    public init(_ medium: MediaSource) {
      self.medium = medium
    }

    /// The receipt for an accepted upload.
    public struct Output: Sendable, Hashable, Codable, Identifiable {
      /// The id of the asset, for all further calls.
      public let assetID: AssetID

      /// Makes a receipt, for tests and fakes.
      public init(assetID: AssetID) {
        self.assetID = assetID
      }

      /// The id of the asset.
      public var id: AssetID { assetID }

      enum CodingKeys: String, CodingKey {
        case assetID = "assetId"
      }
    }

    /// The call is free, but the service bills the storage by the day.
    public static let traits = OperationTraits(
      "VisualIntelligence.UploadAsset", .billed, rateGroup: .assetUpload)

    /// Refuses a file that is missing, empty or of no documented format.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkAsset(medium)
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
