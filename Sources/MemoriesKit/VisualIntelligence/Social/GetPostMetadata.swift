import Foundation

extension VisualIntelligence {
  /// Gets what a platform tells of a post: counts, texts and names.
  ///
  /// The service passes on what its channel finds, with names that differ by platform and channel. It
  /// bills each call by the channel.
  ///
  /// ```swift
  /// let metadata = try await client.send(
  ///   VisualIntelligence.GetPostMetadata(post, on: .youTube, through: .rapid))
  /// print(metadata[0]?["title"]?.string ?? "")
  /// ```
  public struct GetPostMetadata: Operation, AnsweredOperation, Hashable, Codable {
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

    /// A list of one object, as the channel has it.
    public typealias Output = JSONValue

    /// The service bills each call.
    public static let traits = OperationTraits(
      "VisualIntelligence.GetPostMetadata", .billed, silence: .seconds(300))

    private var body: PostBody { PostBody(post: post, channel: channel) }

    /// Refuses what is no address, and an empty channel.
    public func problems() -> [MemoriesError.Problem] { body.problems() }

    /// `POST /{platform}/video/metadata`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, platform.rawValue, "video", "metadata", body: .json(body))
    }
  }
}
