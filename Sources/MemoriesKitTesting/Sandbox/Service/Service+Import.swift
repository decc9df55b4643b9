import Foundation
import MemoriesKit

/// An import. The sandbox fetches nothing: when the task is over, it adds videos with the names in
/// the URLs, and invents those of creators and hashtags.
struct Import {
  let taskID: String
  let urls: [String]
  let scope: Scope
  let callback: String?
  /// The platform, if the videos go to the public library.
  let platform: String?
  var download: Indexing
  private(set) var videoNos: [String]?

  init(
    taskID: String, urls: [String], scope: Scope, callback: String?, platform: String?,
    download: Indexing
  ) {
    self.taskID = taskID
    self.urls = urls
    self.scope = scope
    self.callback = callback
    self.platform = platform
    self.download = download
  }

  mutating func finish(with videoNos: [String]) { self.videoNos = videoNos }
}

extension Service {
  mutating func importPosts(
    _ request: Sandbox.Request, public isPublic: Bool
  ) throws -> Sandbox.Answer {
    let body = try request.json()
    let urls = try (body.texts("video_urls") ?? []) + (body.texts("tiktok_post_urls") ?? [])
    guard (1...50).contains(urls.count) else { throw Problem.invalid("1 to 50 URLs are required") }
    if let quality = try body.text("quality"),
      VisualSearch.Quality(rawValue: quality) == nil
    {
      throw Problem.unreadableJSON
    }
    return try begin(urls, body, public: isPublic)
  }

  mutating func importCreator(
    _ request: Sandbox.Request, public isPublic: Bool
  ) throws -> Sandbox.Answer {
    let body = try request.json()
    guard let profile = try body.text("username"), !profile.isEmpty else {
      throw Problem.invalid("username cannot be null or empty")
    }
    let count = try body.scraperCount(default: 4)
    return try begin((1...count).map { "\(profile)/video/\($0)" }, body, public: isPublic)
  }

  mutating func importHashtags(
    _ request: Sandbox.Request, public isPublic: Bool
  ) throws -> Sandbox.Answer {
    let body = try request.json()
    guard let hashtags = try body.texts("hash_tags"), !hashtags.isEmpty,
      hashtags.allSatisfy({ !$0.isEmpty })
    else { throw Problem.invalid("hash_tags cannot be null or empty") }
    let count = try body.scraperCount(default: 2)
    let urls = hashtags.flatMap { tag in
      (1...count).map { "https://www.tiktok.com/tag/\(tag)/video/\($0)" }
    }
    return try begin(urls, body, public: isPublic)
  }

  private mutating func begin(
    _ urls: [String], _ body: JSONValue, public isPublic: Bool
  ) throws -> Sandbox.Answer {
    // The public library has no parts.
    let scope = isPublic ? Scope.standard : try target(body.libraryScope())
    // The service takes both names.
    let callback = try body.text("callback_url") ?? body.text("callback")
    try requireBalance()
    let number = String(library.makeNumber(first: 922_828_499_812))
    let task = Import(
      taskID: "31b0fccb-d6f9-4135-922d-\(String(number.suffix(12)))", urls: urls, scope: scope,
      callback: callback, platform: isPublic ? Self.platform(of: urls[0]) : nil,
      download: Indexing(settings.indexing, fails: false, now: now))
    library.imports.append(task)
    if callback != nil, case .after(let duration) = settings.indexing {
      expectCallback(after: duration)
    }
    return Sandbox.Product.visualSearch.success(["taskId": .string(task.taskID)])
  }

  private static func platform(of url: String) -> String {
    (URL(string: url).flatMap(VisualSearch.Platform.init(of:)) ?? .tikTok).rawValue
  }

  mutating func importState(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let taskID = try request.requiredText("task_id")
    let scope = try request.queryScope()
    guard let index = library.imports.firstIndex(where: { $0.taskID == taskID }),
      library.imports[index].platform != nil || scope.includes(library.imports[index].scope)
    else { return Sandbox.Product.visualSearch.success(["videos": []]) }
    library.imports[index].download.countPoll()
    let videoNos = library.imports[index].videoNos ?? []
    var items: [JSONValue] = []
    for index in library.videos.indices where videoNos.contains(library.videos[index].videoNo) {
      items.append(library.videos[index].importItem)
      library.videos[index].indexing.countPoll()
    }
    return Sandbox.Product.visualSearch.success(["videos": .array(items)])
  }

  /// Adds the videos of imports that are over, and returns the callbacks about the tasks.
  mutating func finishDueImports() -> [Sandbox.Callback] {
    var callbacks: [Sandbox.Callback] = []
    for index in library.imports.indices {
      library.imports[index].download.finishIfDue(at: now)
      let task = library.imports[index]
      guard task.download.isFinished, task.videoNos == nil else { continue }
      let isEmpty = task.download.status == .failed
      let videoNos = (isEmpty ? [] : task.urls).map { url in
        var details = Video.Details()
        details.callback = task.callback
        let origin = Video.Origin(
          fileName: (url as NSString).lastPathComponent, byteCount: 0,
          checksum: Sandbox.checksum(Data(url.utf8)), url: url, taskID: task.taskID,
          platform: task.platform)
        return add(origin, scope: task.scope, details: details).videoNo
      }
      library.imports[index].finish(with: videoNos)
      guard let url = task.callback else { continue }
      let body: JSONValue = [
        "taskId": .string(task.taskID), "message": .string(isEmpty ? "failed" : "success"),
        "status": .string(isEmpty ? "FAILED" : "SUCCEEDED"),
      ]
      callbacks.append(Sandbox.Callback(url: url, body: body.text()))
    }
    return callbacks
  }
}

extension JSONValue {
  fileprivate func scraperCount(default count: Int64) throws -> Int64 {
    let count = try integer("scraper_cnt") ?? count
    guard (1...1000).contains(count) else {
      throw Problem.invalid("scraper_cnt must be from 1 to 1000")
    }
    return count
  }
}

extension Video {
  /// The video as an import lists it: numbers as text, and what is unknown as null.
  fileprivate var importItem: JSONValue {
    let isKnown = indexing.status == .succeeded
    var item = Members()
    item["video_no"] = .string(videoNo)
    item["video_name"] = .string(name)
    item["duration"] = isKnown ? .string(String(seconds)) : .null
    item["size"] = .null
    item["status"] = .string(status)
    item["fps"] = .null
    item["width"] = .null
    item["height"] = .null
    item["resolution_label"] = .null
    item["create_time"] = .string(String(uploadedAt))
    item["video_url"] = origin.url.map { .string($0) }
    return .object(item.list)
  }
}
