import Foundation

extension VisualIntelligence {
  /// Gets the transcript that a platform has of a post.
  ///
  /// The service bills each call by the channel.
  ///
  /// ```swift
  /// let transcript = try await client.send(
  ///   VisualIntelligence.GetPostTranscript(post, on: .tikTok, through: .rapid))
  /// print(transcript.text ?? "")
  /// ```
  public struct GetPostTranscript: Operation, AnsweredOperation, Hashable, Codable {
    /// The address of the post.
    public var post: URL
    /// The platform that it is on.
    public var platform: SocialPlatform
    /// How the service gets at it.
    public var channel: SocialChannel

    /// Asks about a post.
    public init(_ post: URL, on platform: SocialPlatform, through channel: SocialChannel) {
      self.post = post
      self.platform = platform
      self.channel = channel
    }

    /// The transcript; each platform has a form of its own.
    public typealias Output = PostTranscript

    /// The service bills each call.
    public static let traits = OperationTraits(
      "VisualIntelligence.GetPostTranscript", .billed, silence: .seconds(300))

    private var body: PostBody { PostBody(post: post, channel: channel) }

    /// Refuses what is no address, and an empty channel.
    public func problems() -> [MemoriesError.Problem] { body.problems() }

    /// `POST /{platform}/video/transcript`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, platform.rawValue, "video", "transcript", body: .json(body))
    }
  }
}
