import Foundation

extension VisualSearch {
  /// Imports the videos of posts to the private library.
  ///
  /// The answer comes before the videos do. Wait for them with
  /// ``MemoriesClient/waitForImport(_:expecting:scope:options:)``, or give a ``callback``. The
  /// service bills imports, but importing a video again only refreshes its metadata, and is free. It
  /// refuses YouTube videos without sufficient credits.
  ///
  /// ```swift
  /// let task = try await client.send(VisualSearch.ImportPosts([post]))
  /// let videos = try await client.waitForImport(task.id, expecting: 1)
  /// ```
  public struct ImportPosts: Operation, AnsweredOperation, Hashable, Codable {
    /// The URLs of TikTok, YouTube or Instagram posts, from 1 to 50, all of one platform.
    public var posts: [URL]
    /// The height of the videos; the sources
    /// contradict each other about what the service uses unless you set it.
    public var quality: Quality?
    /// The part of the library that the videos go to.
    public var scope: LibraryScope?
    /// The URL to which the service posts a notice about the task, and one for each video: an http
    /// or https URL.
    public var callback: URL?

    /// Imports the videos of posts.
    public init(_ posts: [URL]) {
      self.posts = posts
    }

    /// The receipt for the task.
    public typealias Output = ImportTask

    /// The service bills imports, and nothing tells it that two are the same.
    public static let traits = OperationTraits(
      "VisualSearch.ImportPosts", .billed, rateGroup: .platformImport)

    /// Refuses no posts and more than 50, posts of two platforms, and what is no http or https URL.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkImport(posts: posts, callback: callback)
      rules.checkScope(scope, folders: .writing)
      return rules.problems
    }

    /// `POST /scraper_url`.
    public func request() throws -> MemoriesRequest {
      let body = ImportBody(posts: posts, quality: quality, callback: callback)
      return try MemoriesRequest(.post, "scraper_url", body: .json(body, scope: scope))
    }
  }
}
