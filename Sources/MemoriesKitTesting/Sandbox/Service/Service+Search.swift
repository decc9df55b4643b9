import Foundation
import MemoriesKit

// Searches answer from what was uploaded and from what a test says of it. What they cannot know is
// not in the answer, but for the clips of a video whose pictures nobody described.

extension Service {
  mutating func searchText(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let body = try request.json()
    let query = try TextQuery(body)
    let kind = try body.text("search_type") ?? "BY_CLIP"
    let scope = try body.libraryScope()
    try requireFolder(scope)
    let numbers = try body.texts("video_nos")
    guard numbers?.count ?? 0 <= 100 else { throw Problem.invalid("video_nos has too many items") }
    let details = try DetailFilter(ofSearch: body)
    let limit = try body.topK(default: kind == "BY_CAPTION" ? 10 : 100, kind: kind)
    try requireBalance()
    let videos = library.videos.filter {
      !$0.isPublic && $0.indexing.status == .succeeded && scope.includes($0.scope)
        && (numbers?.contains($0.videoNo) ?? true) && details.accepts($0)
    }
    switch kind {
    case "BY_CLIP", "BY_VIDEO":
      return query.answer(videos.flatMap { $0.seen(query) }, limit: limit)
    case "BY_AUDIO":
      return query.answer(videos.flatMap { $0.heard(query) }, limit: limit)
    case "BY_CAPTION":
      return query.answer(videos.flatMap { $0.captioned(query) }, limit: limit)
    case "BY_IMAGE":
      return images(query, scope, details, limit: limit)
    default:
      throw Problem.unreadableJSON
    }
  }

  private func images(
    _ query: TextQuery, _ scope: Scope?, _ details: DetailFilter, limit: Int
  ) -> Sandbox.Answer {
    let found = library.images.filter { scope.includes($0.scope) && details.accepts($0.details) }
      .map { image in
        let score = query.score(
          [image.name, image.details.cameraModel ?? ""] + image.details.tags)
        return Hit(score: score, json: image.item(score: score))
      }
    let shown = query.best(found, limit: limit)
    return Sandbox.Product.visualSearch.success([
      "current_page": 0, "page_size": 20, "total_count": .int(shown.count),
      "item": .array(shown),
    ])
  }

  mutating func searchPublicText(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let body = try request.json()
    let query = try TextQuery(body)
    let kind = try body.text("search_type") ?? "BY_VIDEO"
    guard ["BY_VIDEO", "BY_AUDIO"].contains(kind) else { throw Problem.unreadableJSON }
    let limit = try body.topK(default: 100, kind: kind)
    try requireBalance()
    let videos = publicVideos(on: try body.text("type"))
    let hits = videos.flatMap { kind == "BY_AUDIO" ? $0.heard(query) : $0.seen(query) }
    return query.answer(hits, limit: limit)
  }

  /// The service takes an unknown platform for the first without notice.
  private func publicVideos(on platform: String?) -> [Video] {
    let known = VisualSearch.Platform.allCases.map(\.rawValue)
    let platform = platform.flatMap { known.contains($0) ? $0 : nil } ?? known[0]
    return library.videos.filter {
      $0.origin.platform == platform && $0.indexing.status == .succeeded
    }
  }

  mutating func searchTranscripts(
    _ request: Sandbox.Request, public isPublic: Bool
  ) throws -> Sandbox.Answer {
    let text = try request.requiredText("query").lowercased()
    let number = PageNumber(
      page: try request.number("page", default: 1),
      size: try request.number("page_size", default: 100, atMost: 500))
    let scope = isPublic ? nil : try request.queryScope()
    try requireBalance()
    let found = library.videos.filter {
      $0.isPublic == isPublic && $0.indexing.status == .succeeded
        && (isPublic || scope.includes($0.scope))
    }.flatMap { video in
      (video.description.transcript ?? []).filter { $0.text.lowercased().contains(text) }
        .map { line in
          var item = video.item(from: line.start)
          item["audio_ts"] = .string(line.text)
          return JSONValue.object(item.list)
        }
    }
    return Sandbox.Product.visualSearch.success([
      "current_page": .int(number.page), "page_size": .int(number.size),
      "total_count": .string(String(found.count)), "videos": .array(number.slice(of: found)),
    ])
  }

  mutating func searchByImage(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let form = try Form(request)
    let (image, similarity) = try (queryImage(form), form.similarity())
    let scope = try form.scope()
    try requireBalance()
    let videos = library.videos.filter {
      !$0.isPublic && $0.indexing.status == .succeeded && scope.includes($0.scope)
    }
    return looksLike(image, similarity, in: videos)
  }

  mutating func searchPublicByImage(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let form = try Form(request)
    let (image, similarity) = try (queryImage(form), form.similarity())
    try requireBalance()
    return looksLike(image, similarity, in: publicVideos(on: try form.text("type")))
  }

  private func looksLike(
    _ image: Sandbox.Part, _ similarity: Double, in videos: [Video]
  ) -> Sandbox.Answer {
    let hits = videos.flatMap { video in
      video.pictures(like: image).filter { $0.score >= similarity }.map { picture in
        var item = video.item(from: picture.start, to: picture.end)
        item["score"] = .double(picture.score)
        item.add(video.keyframe(of: picture), "keyframe_")
        return Hit(score: picture.score, json: .object(item.list))
      }
    }
    return Sandbox.Product.visualSearch.success(
      .array(hits.sorted { $0.score > $1.score }.map(\.json)))
  }

  func searchClips(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let form = try Form(request)
    let image = try queryImage(form)
    let videoNo = try form.requiredText("video_no")
    let prompt = try form.requiredText("prompt")
    let scope = try form.scope()
    try requireBalance()
    // A video that is not indexed yet, or not in the scope, has no clips. That is no error.
    guard let index = index(of: videoNo, in: scope),
      library.videos[index].indexing.status == .succeeded
    else { return Sandbox.Product.visualSearch.success([]) }
    let video = library.videos[index]
    let clips =
      video.description.pictures == nil
      ? video.inventedClips(for: prompt, image: image.checksum ?? 0)
      : video.pictures(like: image).map { video.clip(from: $0.start, to: $0.end, score: $0.score) }
    return Sandbox.Product.visualSearch.success(.array(clips))
  }

  private func queryImage(_ form: Form) throws -> Sandbox.Part {
    let image = try form.file()
    try image.requireImage(limit: settings.imageByteLimit)
    return image
  }
}

/// Something that was found, and how well it fits.
private struct Hit {
  let score: Double
  let json: JSONValue
}

/// The text that a search looks for, and the least score.
private struct TextQuery {
  private let match: TextMatch
  private let threshold: Double

  init(_ body: JSONValue) throws {
    guard let text = try body.text("search_param"), !text.isEmpty else {
      throw Problem.invalid("search_param cannot be null or empty")
    }
    match = TextMatch(text)
    switch try body.text("filtering_level") {
    case nil: threshold = 0
    case "low": threshold = 0.15
    case "medium": threshold = 0.225
    case "high": threshold = 0.4
    default: throw Problem.unreadableJSON
    }
  }

  func score(_ texts: [String]) -> Double { match.score(texts) }

  /// The hits from best to worst, without those that do not fit at all.
  func best(_ hits: [Hit], limit: Int) -> [JSONValue] {
    hits.filter { $0.score > 0 && $0.score >= threshold }.sorted { $0.score > $1.score }
      .prefix(limit).map(\.json)
  }

  func answer(_ hits: [Hit], limit: Int) -> Sandbox.Answer {
    Sandbox.Product.visualSearch.success(.array(best(hits, limit: limit)))
  }
}

extension JSONValue {
  fileprivate func topK(default number: Int, kind: String) throws -> Int {
    let maximum: Int64 = kind == "BY_CAPTION" ? 200 : 1000
    let limit = try integer("top_k") ?? Int64(number)
    guard (1...maximum).contains(limit) else {
      throw Problem.invalid("top_k must be from 1 to \(maximum)")
    }
    return Int(limit)
  }
}

extension Form {
  fileprivate func similarity() throws -> Double {
    let similarity = try number("similarity") ?? 0.85
    guard (0...1).contains(similarity) else {
      throw Problem.invalid("similarity must be from 0 to 1")
    }
    return similarity
  }
}

extension Video {
  /// The members that a search names of a moment; the times are text.
  fileprivate func item(from start: Double, to end: Double? = nil) -> Members {
    var item = Members()
    item["videoNo"] = .string(videoNo)
    item["videoName"] = .string(isPublic ? origin.fileName : name)
    item["startTime"] = .string(Self.time(start))
    item["endTime"] = end.map { .string(Self.time($0)) }
    item.add(location, "video_")
    return item
  }

  /// Seconds without a fraction where there is none, as in the documented examples.
  static func time(_ seconds: Double) -> String {
    Int64(exactly: seconds).map { String($0) } ?? "\(seconds)"
  }

  /// What is seen: each caption that fits, and the whole video when its name, tags, camera or prompt
  /// do.
  fileprivate func seen(_ query: TextQuery) -> [Hit] {
    let words =
      [(origin.fileName as NSString).deletingPathExtension] + details.tags
      + [details.cameraModel, details.prompt].compactMap(\.self)
    var hits = [hit(query.score(words), from: 0, to: Double(seconds))]
    for line in description.captions ?? [] {
      hits.append(hit(query.score([line.text]), from: line.start, to: line.end))
    }
    return hits
  }

  private func hit(_ score: Double, from start: Double, to end: Double) -> Hit {
    var item = item(from: start, to: end)
    item["score"] = .double(score)
    let picture = description.pictures?.first { (start...max(start, end)).contains($0.start) }
    item.add(picture.flatMap(keyframe), "keyframe_")
    return Hit(score: score, json: .object(item.list))
  }

  fileprivate func heard(_ query: TextQuery) -> [Hit] {
    (description.transcript ?? []).map { line in
      let score = query.score([line.text])
      var item = item(from: line.start, to: line.end)
      item["audio_ts"] = .string(line.text)
      item["score"] = .double(score)
      return Hit(score: score, json: .object(item.list))
    }
  }

  fileprivate func captioned(_ query: TextQuery) -> [Hit] {
    (description.captions ?? []).map { line in
      let score = query.score([line.text])
      return Hit(
        score: score,
        json: [
          "video_no": .string(videoNo), "text": .string(line.text),
          "start_time": .double(line.start), "end_time": .double(line.end),
          "score": .double(score),
        ])
    }
  }

  /// The described pictures that have the same bytes.
  fileprivate func pictures(like image: Sandbox.Part) -> [Sandbox.Picture] {
    (description.pictures ?? []).filter {
      Int64($0.data.count) == image.byteCount && Sandbox.checksum($0.data) == image.checksum
    }
  }

  /// Invented clips: equal for equal video, prompt and image.
  fileprivate func inventedClips(for prompt: String, image: UInt32) -> [JSONValue] {
    let seed = Sandbox.checksum(Data("\(videoNo)\(checksum)\(image)\(prompt)".utf8))
    return (0..<3).map { rank in
      let position = Double((seed >> (8 * UInt32(rank))) & 0xff) / 256
      let start = (position * Double(seconds) * 10).rounded(.down) / 10
      let score = 0.95 - Double(rank) * 0.05 - Double(seed % 100) / 10_000
      return clip(
        from: start, to: min(start + 5, Double(seconds)), score: (score * 10_000).rounded() / 10_000
      )
    }
  }

  fileprivate func clip(from start: Double, to end: Double, score: Double) -> JSONValue {
    var clip = Members()
    clip["start_time"] = .double(start)
    clip["end_time"] = .double(end)
    clip["score"] = .double(score)
    clip.add(location, "video_")
    return .object(clip.list)
  }
}
