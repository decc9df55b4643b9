extension VisualSearch {
  /// Gives a folder another name.
  ///
  /// ```swift
  /// let folder = try await client.send(VisualSearch.RenameFolder(folder.id, to: "summer"))
  /// ```
  public struct RenameFolder: Operation, AnsweredOperation, Hashable, Codable {
    /// The folder. It is one of your own; the default folder cannot be renamed.
    public var folderID: Int64
    /// The name, of at most 100 characters.
    public var name: String

    /// Renames a folder.
    public init(_ folderID: Int64, to name: String) {
      self.folderID = folderID
      self.name = name
    }

    /// The folder with its new name.
    public typealias Output = Folder

    /// The documentation does not say what a second request does. A name must be unique, so the
    /// service may refuse it.
    public static let traits = OperationTraits(
      "VisualSearch.RenameFolder", .billed, rateGroup: .list)

    /// Refuses a folder that is not your own, and a name that is empty or too long.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkOwnFolder(folderID)
      rules.checkFolderName(name)
      return rules.problems
    }

    /// `POST /folders/rename` as a form.
    public func request() -> MemoriesRequest {
      MemoriesRequest(
        .post, "folders", "rename",
        body: .form([.init("folder_id", "\(folderID)"), .init("new_name", name)]))
    }
  }
}
