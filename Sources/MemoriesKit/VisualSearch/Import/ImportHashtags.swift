import Foundation

extension VisualSearch {
  /// Imports TikTok videos with hashtags to the private library.
  ///
  /// The answer comes before the videos do. Wait for them with
  /// ``MemoriesClient/waitForImport(_:expecting:scope:options:)``, or give a ``callback``. The
  /// service bills imports.
  ///
  /// ```swift
  /// let task = try await client.send(VisualSearch.ImportHashtags(["surfing"]))
  /// ```
  public struct ImportHashtags: Operation, AnsweredOperation, Hashable, Codable {
    /// The hashtags, without the `#`.
    public var hashtags: [String]
    /// How many videos to import for each hashtag, at least 1; the service uses 2 unless you set
    /// it.
    public var count: Int?
    /// The part of the library that the videos go to.
    public var scope: LibraryScope?
    /// The URL to which the service posts a notice about the task, and one for each video: an http
    /// or https URL.
    public var callback: URL?

    /// Imports videos with these hashtags.
    public init(_ hashtags: [String]) {
      self.hashtags = hashtags
    }

    /// The receipt for the task.
    public typealias Output = ImportTask

    /// The service bills imports, and nothing tells it that two are the same.
    public static let traits = OperationTraits(
      "VisualSearch.ImportHashtags", .billed, rateGroup: .platformImport)

    /// Refuses no hashtags, an empty one or one with a `#`, and a count below 1.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkImport(hashtags: hashtags, count: count, callback: callback)
      rules.checkScope(scope, folders: .writing)
      return rules.problems
    }

    /// `POST /scraper_tag`.
    public func request() throws -> MemoriesRequest {
      let body = ImportBody(hashtags: hashtags, count: count, callback: callback)
      return try MemoriesRequest(.post, "scraper_tag", body: .json(body, scope: scope))
    }
  }
}
