extension VisualIntelligence {
  /// The result of ``SplitVideo``.
  public struct VideoParts: JSONBacked {
    /// All that the service sent.
    public let json: JSONValue
    /// The parts in their order.
    public let parts: [Part]

    /// Takes JSON; throws when it has no parts.
    public init(json: JSONValue) throws {
      guard let parts = json["splits"]?.array else {
        throw JSONMismatch(reason: "there is no list of parts")
      }
      self.json = json
      self.parts = parts.map(Part.init)
    }

    /// A part. Of its members only the id is documented.
    public struct Part: JSONBacked {
      /// All that the service sent.
      public let json: JSONValue

      /// Takes JSON.
      public init(json: JSONValue) {
        self.json = json
      }

      /// The asset that the part is.
      public var assetID: AssetID? { json["asset_id"]?.string.map { AssetID($0) } }
    }
  }
}
