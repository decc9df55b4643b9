import Foundation

extension VisualIntelligence {
  /// Turns an image into a vector. The service bills by the image.
  ///
  /// ```swift
  /// let vector = try await client.send(VisualIntelligence.EmbedImage(.medium(.file(photo))))
  /// ```
  public struct EmbedImage: Operation, AnsweredOperation, Hashable, Codable {
    /// The image.
    public enum Source: Sendable, Hashable, Codable {
      /// A file or bytes, which are sent.
      case medium(MediaSource)
      /// An image that is an asset already.
      case asset(AssetID)
    }

    /// The image.
    public var source: Source
    /// The model.
    public var model: Model

    /// Turns an image into a vector.
    public init(_ source: Source, model: Model = .multimodalEmbedding001) {
      self.source = source
      self.model = model
    }

    /// The vector.
    public typealias Output = Embedding

    /// The service bills by the image.
    public static let traits = OperationTraits("VisualIntelligence.EmbedImage", .billed)

    /// Refuses a file that is no image, an empty id and an empty model.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      switch source {
      case .medium(let medium):
        rules.checkAssetImage(medium, "source")
      case .asset(let assetID):
        rules.checkAsset(assetID, "source")
      }
      rules.checkModel(model)
      return rules.problems
    }

    /// `POST /embeddings/image`: a multipart form for a file, JSON for an asset.
    public func request() throws -> MemoriesRequest {
      switch source {
      case .medium(let medium):
        var form: [MemoriesRequest.Part] = []
        form.add("file", medium)
        form.add("model", model.rawValue)
        return MemoriesRequest(.post, "embeddings", "image", body: .multipart(form))
      case .asset(let assetID):
        return try MemoriesRequest(
          .post, "embeddings", "image",
          body: .json(AssetBody(assetID: assetID, model: model)))
      }
    }
  }
}
