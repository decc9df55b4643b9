import Foundation

extension VisualIntelligence {
  /// Writes down what is seen and said in the video of a post, with the provider's own models.
  ///
  /// The result is posted to the account's webhook; without one the service refuses. What it looks like
  /// is known from users only, so it is given as JSON. They have seen lists in `videoTranscript` and
  /// `audioTranscript`.
  ///
  /// ```swift
  /// let job = try await client.send(VisualIntelligence.TranscribePost(post, on: .instagram))
  /// ```
  public struct TranscribePost: Operation, AnsweredOperation, Hashable, Codable {
    /// The address of the post.
    public var post: URL
    /// The platform that it is on.
    public var platform: SocialPlatform

    /// Asks about a post.
    public init(_ post: URL, on platform: SocialPlatform) {
      self.post = post
      self.platform = platform
    }

    /// A job whose result is not documented.
    public typealias Output = Job<JSONValue>

    /// The price is not documented.
    public static let traits = OperationTraits(
      "VisualIntelligence.TranscribePost", .billed)

    private var body: PostBody { PostBody(post: post) }

    /// Refuses what is no address.
    public func problems() -> [MemoriesError.Problem] { body.problems() }

    /// `POST /{platform}/video/mai/transcript`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, platform.rawValue, "video", "mai", "transcript", body: .json(body))
    }
  }
}
