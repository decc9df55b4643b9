import Foundation

extension VisualIntelligence {
  /// A platform whose posts the service can look at.
  public enum SocialPlatform: String, Sendable, Hashable, Codable, CaseIterable {
    /// YouTube.
    case youTube = "youtube"
    /// TikTok.
    case tikTok = "tiktok"
    /// Instagram.
    case instagram
    /// Twitter, now X.
    case twitter
  }

  /// How the service gets at a post. The rates and prices of the channels differ.
  public struct SocialChannel: ServiceIdentifier {
    /// The name as the service knows it.
    public let rawValue: String

    /// Makes a channel from its name.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// Apify's scrapers.
    public static let apify: SocialChannel = "apify"
    /// RapidAPI's; one page allows 12 calls an hour for YouTube.
    public static let rapid: SocialChannel = "rapid"
    /// The provider's own.
    public static let memories: SocialChannel = "memories.ai"
  }
}

/// The body of the requests about a post.
struct PostBody: Encodable {
  let post: URL
  var channel: VisualIntelligence.SocialChannel?

  enum CodingKeys: String, CodingKey {
    case post = "video_url"
    case channel
  }

  /// Refuses what is no address, and an empty channel.
  func problems() -> [MemoriesError.Problem] {
    var rules = MemoriesRequest.Rules()
    rules.checkWebURL(post, "post")
    if let channel { rules.requireText(channel.rawValue, "channel") }
    return rules.problems
  }
}
