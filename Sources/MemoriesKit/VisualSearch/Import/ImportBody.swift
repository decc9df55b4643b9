import Foundation

/// What the six imports have in common: the rules and the members of their bodies.
struct ImportBody: Encodable {
  var videoURLs: [String]?
  var quality: VisualSearch.Quality?
  var username: String?
  var hashTags: [String]?
  var scraperCount: Int?
  var callback: URL?

  enum CodingKeys: String, CodingKey {
    case quality, username
    case videoURLs = "video_urls"
    case hashTags = "hash_tags"
    case scraperCount = "scraper_cnt"
    case callback = "callback_url"
    // Imports of hashtags have the name that uploads have.
    case hashtagCallback = "callback"
  }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encodeIfPresent(videoURLs, forKey: .videoURLs)
    try members.encodeIfPresent(quality, forKey: .quality)
    try members.encodeIfPresent(username, forKey: .username)
    try members.encodeIfPresent(hashTags, forKey: .hashTags)
    try members.encodeIfPresent(scraperCount, forKey: .scraperCount)
    try members.encodeIfPresent(
      callback?.absoluteString, forKey: hashTags == nil ? .callback : .hashtagCallback)
  }
}

extension ImportBody {
  init(posts: [URL], quality: VisualSearch.Quality?, callback: URL?) {
    videoURLs = posts.map(\.absoluteString)
    self.quality = quality
    self.callback = callback
  }

  init(creator: URL, count: Int?, callback: URL?) {
    // The service calls it a user name, and wants the URL of the profile.
    username = creator.absoluteString
    scraperCount = count
    self.callback = callback
  }

  init(hashtags: [String], count: Int?, callback: URL?) {
    hashTags = hashtags
    scraperCount = count
    self.callback = callback
  }
}

extension MemoriesRequest.Rules {
  mutating func checkImport(posts: [URL], callback: URL?) {
    require(
      (1...50).contains(posts.count), "posts", "\(posts.count) given, and 1 to 50 are allowed")
    for (index, post) in posts.enumerated() { checkWebURL(post, "posts[\(index)]") }
    let platforms = Set(posts.compactMap(VisualSearch.Platform.init(of:)))
    require(platforms.count <= 1, "posts", "all posts of one call must be of one platform")
    checkImportCallback(callback)
  }

  mutating func checkImport(creator: URL, count: Int?, callback: URL?) {
    checkWebURL(creator, "creator")
    checkImportCount(count)
    checkImportCallback(callback)
  }

  mutating func checkImport(hashtags: [String], count: Int?, callback: URL?) {
    require(!hashtags.isEmpty, "hashtags", "there is no hashtag")
    for (index, hashtag) in hashtags.enumerated() {
      requireText(hashtag, "hashtags[\(index)]")
      require(
        !hashtag.hasPrefix("#"), "hashtags[\(index)]", "“\(hashtag)” must not begin with #")
    }
    checkImportCount(count)
    checkImportCallback(callback)
  }

  private mutating func checkImportCount(_ count: Int?) {
    require(count.map { $0 >= 1 } ?? true, "count", "must be at least 1")
  }

  /// The documentation has no limit for the length of this URL.
  private mutating func checkImportCallback(_ callback: URL?) {
    if let callback { checkWebURL(callback, "callback") }
  }
}
