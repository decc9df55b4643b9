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
