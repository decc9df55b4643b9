import Foundation

extension VisualSearch {
  /// A platform that the public library has videos of.
  ///
  /// It is a closed list, because the service takes any other word for the first of these without
  /// notice.
  public enum Platform: String, Sendable, Hashable, Codable, CaseIterable {
    /// TikTok, which the service uses unless you choose another.
    case tikTok = "TIKTOK"
    /// YouTube.
    case youTube = "YOUTUBE"
    /// Instagram.
    case instagram = "INSTAGRAM"
  }
}

extension VisualSearch.Platform {
  /// The platform that a URL belongs to; nil for one that this package does not know, which the
  /// service may know.
  package init?(of url: URL) {
    guard let host = url.host?.lowercased() else { return nil }
    let found = Self.hosts.first { host == $0.name || host.hasSuffix("." + $0.name) }
    guard let found else { return nil }
    self = found.platform
  }

  private static let hosts: [(name: String, platform: VisualSearch.Platform)] = [
    ("tiktok.com", .tikTok), ("youtube.com", .youTube), ("youtu.be", .youTube),
    ("instagram.com", .instagram),
  ]
}
