extension VisualSearch {
  /// Lists the folders of the account.
  ///
  /// ```swift
  /// let folders = try await client.send(VisualSearch.ListFolders()).folders
  /// ```
  public struct ListFolders: Operation, AnsweredOperation, Hashable, Codable {
    /// Lists the folders.
    public init() {}

    /// The folders of the account.
    public struct Output: Sendable, Hashable, Codable {
      /// The folders.
      public let folders: [Folder]

      /// Makes an answer, for tests and fakes.
      public init(folders: [Folder]) {
        self.folders = folders
      }
    }

    /// A read that costs nothing.
    public static let traits = OperationTraits(
      "VisualSearch.ListFolders", .safe, rateGroup: .list)

    /// `GET /folders`.
    public func request() -> MemoriesRequest { MemoriesRequest(.get, "folders") }
  }
}
