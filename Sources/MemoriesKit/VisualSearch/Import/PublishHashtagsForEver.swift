import Foundation

extension VisualSearch {
  /// Imports TikTok videos with hashtags to the **public** library, for ever.
  ///
  /// > Warning: Nobody can undo this. The videos become part of the public library, where everybody
  /// > sees them for ever, and nobody can delete them.
  public struct PublishHashtagsForEver: Operation, AnsweredOperation, Hashable, Codable {
    /// The hashtags, without the `#`.
    public var hashtags: [String]
    /// How many videos to import for each hashtag, at least 1; the documentation names no
    /// default.
    public var count: Int?

    /// Publishes videos with these hashtags.
    public init(_ hashtags: [String]) {
      self.hashtags = hashtags
    }

    /// The receipt for the task.
    public typealias Output = ImportTask

    /// Nobody can undo it, so the client never sends it a second time.
    public static let traits = OperationTraits(
      "VisualSearch.PublishHashtagsForEver", .never, rateGroup: .platformImport)

    /// Refuses no hashtags, an empty one or one with a `#`, and a count below 1.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkImport(hashtags: hashtags, count: count, callback: nil)
      return rules.problems
    }

    /// `POST /scraper_tag_public`.
    public func request() throws -> MemoriesRequest {
      let body = ImportBody(hashtags: hashtags, count: count, callback: nil)
      return try MemoriesRequest(.post, "scraper_tag_public", body: .json(body))
    }
  }
}
