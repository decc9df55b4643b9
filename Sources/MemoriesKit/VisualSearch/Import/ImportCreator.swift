import Foundation

extension VisualSearch {
  /// Imports the newest videos of a creator to the private library.
  ///
  /// The answer comes before the videos do. Wait for them with
  /// ``MemoriesClient/waitForImport(_:expecting:scope:options:)``, or give a ``callback``. The
  /// service bills imports. Users have reported that creators of TikTok work, while tasks for
  /// YouTube and Instagram stayed empty.
  ///
  /// ```swift
  /// let task = try await client.send(VisualSearch.ImportCreator(profile))
  /// ```
  public struct ImportCreator: Operation, AnsweredOperation, Hashable, Codable {
    /// The URL of the profile, such as `https://www.tiktok.com/@…`.
    public var creator: URL
    /// How many of the newest videos to import, at least 1; the service uses 4 unless you set it.
    public var count: Int?
    /// The part of the library that the videos go to.
    public var scope: LibraryScope?
    /// The URL to which the service posts a notice about the task, and one for each video: an http
    /// or https URL.
    public var callback: URL?

    /// Imports the newest videos of a creator.
    public init(_ creator: URL) {
      self.creator = creator
    }

    /// The receipt for the task.
    public typealias Output = ImportTask

    /// The service bills imports, and nothing tells it that two are the same.
    public static let traits = OperationTraits(
      "VisualSearch.ImportCreator", .billed, rateGroup: .platformImport)

    /// Refuses what is no http or https URL, and a count below 1.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkImport(creator: creator, count: count, callback: callback)
      rules.checkScope(scope, folders: .writing)
      return rules.problems
    }

    /// `POST /scraper`.
    public func request() throws -> MemoriesRequest {
      let body = ImportBody(creator: creator, count: count, callback: callback)
      return try MemoriesRequest(.post, "scraper", body: .json(body, scope: scope))
    }
  }
}
