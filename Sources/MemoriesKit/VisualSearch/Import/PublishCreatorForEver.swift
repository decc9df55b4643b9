import Foundation

extension VisualSearch {
  /// Imports the newest videos of a creator to the **public** library, for ever.
  ///
  /// > Warning: Nobody can undo this. The videos become part of the public library, where everybody
  /// > sees them for ever, and nobody can delete them.
  public struct PublishCreatorForEver: Operation, AnsweredOperation, Hashable, Codable {
    /// The URL of the profile, such as `https://www.tiktok.com/@…`.
    public var creator: URL
    /// How many of the newest videos to import, at least 1; the service uses 4 unless you set it.
    public var count: Int?
    /// The URL to which the service posts a notice about the task, and one for each video: an http
    /// or https URL.
    public var callback: URL?

    /// Publishes the newest videos of a creator.
    public init(_ creator: URL) {
      self.creator = creator
    }

    /// The receipt for the task.
    public typealias Output = ImportTask

    /// Nobody can undo it, so the client never sends it a second time.
    public static let traits = OperationTraits(
      "VisualSearch.PublishCreatorForEver", .never, rateGroup: .platformImport)

    /// Refuses what is no http or https URL, and a count below 1.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkImport(creator: creator, count: count, callback: callback)
      return rules.problems
    }

    /// `POST /scraper_public`.
    public func request() throws -> MemoriesRequest {
      let body = ImportBody(creator: creator, count: count, callback: callback)
      return try MemoriesRequest(.post, "scraper_public", body: .json(body))
    }
  }
}
