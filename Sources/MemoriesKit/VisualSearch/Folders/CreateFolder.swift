extension VisualSearch {
  /// Makes a folder.
  ///
  /// ```swift
  /// let folder = try await client.send(VisualSearch.CreateFolder(named: "holiday"))
  /// upload.scope = folder.scope
  /// ```
  public struct CreateFolder: Operation, AnsweredOperation, Hashable, Codable {
    /// The name, of at most 100 characters. No other folder of the account may have it.
    public var name: String

    /// Makes a folder.
    public init(named name: String) {
      self.name = name
    }

    /// The new folder.
    public typealias Output = Folder

    /// A second request would be refused for the name that the first one took.
    public static let traits = OperationTraits(
      "VisualSearch.CreateFolder", .billed, rateGroup: .list)

    /// Refuses a name that is empty or too long.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkFolderName(name)
      return rules.problems
    }

    /// `POST /folders/create` as a form.
    public func request() -> MemoriesRequest {
      MemoriesRequest(.post, "folders", "create", body: .form([.init("name", name)]))
    }
  }
}
