import Foundation

extension VisualSearch {
  /// Imports the videos of posts to the **public** library, for ever.
  ///
  /// > Warning: Nobody can undo this. The videos become part of the public library, where everybody
  /// > sees them for ever, and nobody can delete them.
  ///
  /// It is free when the videos are there already.
  public struct PublishPostsForEver: Operation, AnsweredOperation, Hashable, Codable {
    /// The URLs of TikTok, YouTube or Instagram posts, from 1 to 50, all of one platform.
    public var posts: [URL]
    /// The height of the videos; the service uses
    /// ``Quality/p720`` unless you set it.
    public var quality: Quality?
    /// The URL to which the service posts a notice about the task, and one for each video: an http
    /// or https URL.
    public var callback: URL?

    /// Publishes the videos of posts.
    public init(_ posts: [URL]) {
      self.posts = posts
    }

    /// The receipt for the task.
    public typealias Output = ImportTask

    /// Nobody can undo it, so the client never sends it a second time.
    public static let traits = OperationTraits(
      "VisualSearch.PublishPostsForEver", .never, rateGroup: .platformImport)

    /// Refuses no posts and more than 50, posts of two platforms, and what is no http or https URL.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkImport(posts: posts, callback: callback)
      return rules.problems
    }

    /// `POST /scraper_url_public`.
    public func request() throws -> MemoriesRequest {
      let body = ImportBody(posts: posts, quality: quality, callback: callback)
      return try MemoriesRequest(.post, "scraper_url_public", body: .json(body))
    }
  }
}
