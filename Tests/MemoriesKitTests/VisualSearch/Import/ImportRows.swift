import Foundation
import MemoriesKit

// The six imports, and the question about what they have brought.

extension OperationTable {
  static let importPosts = OperationSpecification(
    VisualSearch.ImportPosts.self,
    OperationTraits("VisualSearch.ImportPosts", .billed, rateGroup: .platformImport),
    sends: [
      .init(
        .init([post]),
        .post(
          .visualSearch, "scraper_url",
          .json(#"{"video_urls":["https://www.tiktok.com/@a/video/1"]}"#))),
      .init(
        changed(VisualSearch.ImportPosts([post, post])) {
          $0.quality = .p1080
          $0.callback = address("https://your.app/c")
          $0.scope = .uniqueID("team")
        },
        .post(
          .visualSearch, "scraper_url",
          .json(
            #"{"callback_url":"https://your.app/c","quality":"1080","unique_id":"team","video_urls":["https://www.tiktok.com/@a/video/1","https://www.tiktok.com/@a/video/1"]}"#
          ))),
      .init(
        changed(VisualSearch.ImportPosts([post])) { $0.scope = .folder(7) },
        .post(
          .visualSearch, "scraper_url",
          .json(#"{"folder_id":7,"video_urls":["https://www.tiktok.com/@a/video/1"]}"#))),
    ],
    limits: postLimits() + scopeLimits(),
    bodies: ["scraper_url/2"])

  static let publishPostsForEver = OperationSpecification(
    VisualSearch.PublishPostsForEver.self,
    OperationTraits("VisualSearch.PublishPostsForEver", .never, rateGroup: .platformImport),
    sends: [
      .init(
        .init([post]),
        .post(
          .visualSearch, "scraper_url_public",
          .json(#"{"video_urls":["https://www.tiktok.com/@a/video/1"]}"#))),
      .init(
        changed(VisualSearch.PublishPostsForEver([post, post])) {
          $0.quality = .p1080
          $0.callback = address("https://your.app/c")
        },
        .post(
          .visualSearch, "scraper_url_public",
          .json(
            #"{"callback_url":"https://your.app/c","quality":"1080","video_urls":["https://www.tiktok.com/@a/video/1","https://www.tiktok.com/@a/video/1"]}"#
          ))),
    ],
    limits: postLimits(),
    bodies: ["scraper_url_public/1"])

  static let importCreator = OperationSpecification(
    VisualSearch.ImportCreator.self,
    OperationTraits("VisualSearch.ImportCreator", .billed, rateGroup: .platformImport),
    sends: [
      .init(
        .init(creator),
        .post(.visualSearch, "scraper", .json(#"{"username":"https://www.instagram.com/nike/"}"#))),
      .init(
        changed(VisualSearch.ImportCreator(creator)) {
          $0.count = 9
          $0.callback = address("https://your.app/c")
          $0.scope = .defaultFolder
        },
        .post(
          .visualSearch, "scraper",
          .json(
            #"{"callback_url":"https://your.app/c","folder_id":-1,"scraper_cnt":9,"username":"https://www.instagram.com/nike/"}"#
          ))),
      .init(
        changed(VisualSearch.ImportCreator(creator)) { $0.scope = .uniqueID("a") },
        .post(
          .visualSearch, "scraper",
          .json(#"{"unique_id":"a","username":"https://www.instagram.com/nike/"}"#))),
    ],
    limits: creatorLimits() + scopeLimits(),
    bodies: [.incomplete("scraper/1")])

  static let publishCreatorForEver = OperationSpecification(
    VisualSearch.PublishCreatorForEver.self,
    OperationTraits("VisualSearch.PublishCreatorForEver", .never, rateGroup: .platformImport),
    sends: [
      .init(
        .init(creator),
        .post(
          .visualSearch, "scraper_public", .json(#"{"username":"https://www.instagram.com/nike/"}"#)
        )),
      .init(
        changed(VisualSearch.PublishCreatorForEver(creator)) {
          $0.count = 9
          $0.callback = address("https://your.app/c")
        },
        .post(
          .visualSearch, "scraper_public",
          .json(
            #"{"callback_url":"https://your.app/c","scraper_cnt":9,"username":"https://www.instagram.com/nike/"}"#
          ))),
    ],
    limits: creatorLimits())

  static let importHashtags = OperationSpecification(
    VisualSearch.ImportHashtags.self,
    OperationTraits("VisualSearch.ImportHashtags", .billed, rateGroup: .platformImport),
    sends: [
      .init(
        .init(["surf"]), .post(.visualSearch, "scraper_tag", .json(#"{"hash_tags":["surf"]}"#))),
      .init(
        changed(VisualSearch.ImportHashtags(["surf", "sea"])) {
          $0.count = 9
          $0.callback = address("https://your.app/c")
          $0.scope = .folder(7)
        },
        .post(
          .visualSearch, "scraper_tag",
          .json(
            #"{"callback":"https://your.app/c","folder_id":7,"hash_tags":["surf","sea"],"scraper_cnt":9}"#
          ))),
      .init(
        changed(VisualSearch.ImportHashtags(["surf"])) { $0.scope = .uniqueID("a") },
        .post(.visualSearch, "scraper_tag", .json(#"{"hash_tags":["surf"],"unique_id":"a"}"#))),
    ],
    limits: hashtagLimits() + [
      .beyond("callback") { $0.callback = address("mailto:a@a.example") }
    ] + scopeLimits(),
    bodies: [.incomplete("scraper_tag/1")])

  static let publishHashtagsForEver = OperationSpecification(
    VisualSearch.PublishHashtagsForEver.self,
    OperationTraits("VisualSearch.PublishHashtagsForEver", .never, rateGroup: .platformImport),
    sends: [
      .init(
        .init(["surf"]),
        .post(.visualSearch, "scraper_tag_public", .json(#"{"hash_tags":["surf"]}"#))),
      .init(
        changed(VisualSearch.PublishHashtagsForEver(["surf", "sea"])) { $0.count = 9 },
        .post(
          .visualSearch, "scraper_tag_public",
          .json(#"{"hash_tags":["surf","sea"],"scraper_cnt":9}"#))),
    ],
    limits: hashtagLimits())

  static let getImport = OperationSpecification(
    VisualSearch.GetImport.self,
    OperationTraits("VisualSearch.GetImport", .safe, rateGroup: .list),
    sends: [
      .init(.init("a b"), task(("task_id", "a b"), encoded: "task_id=a%20b")),
      .init(
        .init("31b0", expecting: 3, scope: .uniqueID("team")),
        task(("task_id", "31b0"), ("unique_id", "team"))),
    ],
    limits: [
      .beyond("taskID") { $0.taskID = "" },
      .within { $0.expectedCount = 1 },
      .beyond("expectedCount") { $0.expectedCount = 0 },
      .beyond("scope") { $0.scope = .uniqueID("") },
      .beyond("scope") { $0.scope = .defaultFolder },
    ],
    bodies: ["get_video_ids_by_task_id/2"])

  private static func postLimits<Import: ImportOfPosts>() -> [OperationSpecification<Import>.Limit]
  {
    [
      .beyond("posts") { $0.posts = [] },
      .within { $0.posts = Array(repeating: post, count: 50) },
      .beyond("posts") { $0.posts = Array(repeating: post, count: 51) },
      .beyond("posts[1]") { $0.posts = [post, address("ftp://a.example/")] },
      // All of one platform.
      .within { $0.posts = [address("https://youtu.be/a"), address("https://m.YouTube.com/b")] },
      .beyond("posts") { $0.posts = [post, address("https://www.youtube.com/b")] },
      .within {
        $0.posts = [post, address("https://nottiktok.com/"), address("https://a.example/")]
      },
      .beyond("callback") { $0.callback = address("mailto:a@a.example") },
    ]
  }

  private static func creatorLimits<Import: ImportOfCreator>()
    -> [OperationSpecification<Import>.Limit]
  {
    [
      .beyond("creator") { $0.creator = address("@nike") },
      .within { $0.count = 1 },
      .beyond("count") { $0.count = 0 },
      .beyond("callback") { $0.callback = address("mailto:a@a.example") },
    ]
  }

  private static func hashtagLimits<Import: ImportOfHashtags>()
    -> [OperationSpecification<Import>.Limit]
  {
    [
      .beyond("hashtags") { $0.hashtags = [] },
      .beyond("hashtags[1]") { $0.hashtags = ["a", " "] },
      .beyond("hashtags[0]") { $0.hashtags = ["#a"] },
      .within { $0.count = 1 },
      .beyond("count") { $0.count = 0 },
    ]
  }

  private static func scopeLimits<Import: PrivateImport>()
    -> [OperationSpecification<Import>.Limit]
  {
    [
      .beyond("scope") { $0.scope = .folder(-2) },
      .beyond("scope") { $0.scope = .uniqueID("") },
    ]
  }

  private static func task(
    _ query: DocumentedRequest.Field..., encoded: String? = nil
  ) -> DocumentedRequest {
    .get(.visualSearch, "get_video_ids_by_task_id", query: query, encoded: encoded)
  }

  private static let post = address("https://www.tiktok.com/@a/video/1")
  private static let creator = address("https://www.instagram.com/nike/")
}

// What the private and the public imports have in common.

private protocol PrivateImport {
  var scope: LibraryScope? { get set }
}

private protocol ImportOfPosts {
  var posts: [URL] { get set }
  var callback: URL? { get set }
}

private protocol ImportOfCreator {
  var creator: URL { get set }
  var count: Int? { get set }
  var callback: URL? { get set }
}

private protocol ImportOfHashtags {
  var hashtags: [String] { get set }
  var count: Int? { get set }
}

extension VisualSearch.ImportPosts: ImportOfPosts, PrivateImport {}
extension VisualSearch.ImportCreator: ImportOfCreator, PrivateImport {}
extension VisualSearch.ImportHashtags: ImportOfHashtags, PrivateImport {}
extension VisualSearch.PublishPostsForEver: ImportOfPosts {}
extension VisualSearch.PublishCreatorForEver: ImportOfCreator {}
extension VisualSearch.PublishHashtagsForEver: ImportOfHashtags {}
