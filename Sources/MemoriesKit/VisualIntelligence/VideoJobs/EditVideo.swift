extension VisualIntelligence {
  /// Makes one video of several, as a prompt says.
  ///
  /// The result is posted to the account's webhook; without one the service refuses.
  /// What the result looks like is not documented, so it is given as JSON.
  ///
  /// ```swift
  /// let job = try await client.send(VisualIntelligence.EditVideo([asset.assetID], "The best moments"))
  /// ```
  public struct EditVideo: Operation, AnsweredOperation, Hashable, Codable {
    /// Which way the new video lies.
    public enum Orientation: String, Sendable, Hashable, Codable, CaseIterable {
      /// Wider than high.
      case landscape
      /// Higher than wide.
      case portrait
    }

    /// The videos.
    public var assetIDs: [AssetID]
    /// What to make of them.
    public var prompt: String
    /// Which way the new video lies.
    public var orientation: Orientation

    /// Makes one video of several.
    public init(
      _ assetIDs: [AssetID], _ prompt: String, orientation: Orientation = .landscape
    ) {
      self.assetIDs = assetIDs
      self.prompt = prompt
      self.orientation = orientation
    }

    /// A job whose result is not documented.
    public typealias Output = Job<JSONValue>

    /// The price is not documented.
    public static let traits = OperationTraits("VisualIntelligence.EditVideo", .billed)

    /// Refuses no videos, an empty id and an empty prompt.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.require(!assetIDs.isEmpty, "assetIDs", "must not be empty")
      for (index, assetID) in assetIDs.enumerated() {
        rules.checkAsset(assetID, "assetIDs[\(index)]")
      }
      rules.requireText(prompt, "prompt")
      return rules.problems
    }

    private struct Body: Encodable {
      let assetIDs: [AssetID]
      let prompt: String
      let orientation: Orientation

      enum CodingKeys: String, CodingKey {
        case assetIDs = "asset_ids"
        case prompt = "user_prompt"
        case orientation
      }
    }

    private var body: Body {
      Body(assetIDs: assetIDs, prompt: prompt, orientation: orientation)
    }

    /// `POST /video/edit`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "video", "edit", body: .json(body))
    }
  }
}
