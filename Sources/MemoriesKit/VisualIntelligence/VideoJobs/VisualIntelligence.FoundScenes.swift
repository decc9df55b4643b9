extension VisualIntelligence {
  /// The result of ``FindScenes``.
  public struct FoundScenes: JSONBacked {
    /// All that the service sent.
    public let json: JSONValue
    /// The scenes. Which members they have is not documented, so they are given as JSON.
    public let scenes: [JSONValue]

    /// Takes JSON; throws when it has no scenes.
    public init(json: JSONValue) throws {
      guard let scenes = json["data"]?.array else {
        throw JSONMismatch(reason: "there is no list of scenes")
      }
      self.json = json
      self.scenes = scenes
    }
  }
}
