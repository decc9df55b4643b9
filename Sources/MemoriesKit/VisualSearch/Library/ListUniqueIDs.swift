extension VisualSearch {
  /// Lists the named scopes of the account. They are case-sensitive, and come in one answer.
  ///
  /// The documentation of July 2026 no longer has this operation; tools of the provider still use
  /// it.
  ///
  /// ```swift
  /// let names = try await client.send(VisualSearch.ListUniqueIDs()).uniqueIDs
  /// ```
  public struct ListUniqueIDs: Operation, AnsweredOperation, Hashable, Codable {
    /// Lists the named scopes.
    public init() {}

    /// The named scopes of the account.
    public struct Output: Sendable, Hashable, Codable {
      /// The names, with `default` once it was used.
      public let uniqueIDs: [String]

      /// Makes an answer, for tests and fakes.
      public init(uniqueIDs: [String]) {
        self.uniqueIDs = uniqueIDs
      }

      /// The names as scopes for other requests.
      public var scopes: [LibraryScope] { uniqueIDs.map(LibraryScope.uniqueID) }
    }

    /// A read that costs nothing.
    public static let traits = OperationTraits(
      "VisualSearch.ListUniqueIDs", .safe, rateGroup: .list)

    /// `GET /list_unique_ids`.
    public func request() -> MemoriesRequest { MemoriesRequest(.get, "list_unique_ids") }
  }
}
