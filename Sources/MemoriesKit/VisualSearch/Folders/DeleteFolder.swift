extension VisualSearch {
  /// Deletes a folder. The service refuses while the folder has indexed videos.
  ///
  /// ```swift
  /// try await client.send(VisualSearch.DeleteFolder(folder.id))
  /// ```
  public struct DeleteFolder: Operation, AnsweredOperation, Hashable, Codable {
    /// The folder. It is one of your own; the default folder cannot be deleted.
    public var folderID: Int64

    /// Deletes a folder.
    public init(_ folderID: Int64) {
      self.folderID = folderID
    }

    /// The service tells nothing.
    public typealias Output = NoOutput

    /// A second request would be refused, because the folder is gone.
    public static let traits = OperationTraits(
      "VisualSearch.DeleteFolder", .billed, rateGroup: .list)

    /// Refuses a folder that is not your own.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkOwnFolder(folderID)
      return rules.problems
    }

    /// `POST /folders/delete` as a form.
    public func request() -> MemoriesRequest {
      MemoriesRequest(
        .post, "folders", "delete", body: .form([.init("folder_id", "\(folderID)")]))
    }
  }
}
