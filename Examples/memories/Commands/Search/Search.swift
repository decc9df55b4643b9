import MemoriesKit
import Terminal

/// `memories search`: finds moments or images by a text.
struct SearchCommand: Command {
  static let syntax = Syntax(
    name: "search", summary: "Finds moments of videos, or images, by a text.", operands: ["TEXT"],
    options: [
      field, .onPlatform, .limit, level, video, .withTag, .withCamera, since, near, .uniqueID,
      .folder,
    ] + PageFile.options,
    remarks: "Every search is billed. The public videos know no filters, folders and names.")

  private static let field = Option(
    name: "in", placeholder: "WHAT",
    summary: "pictures, speech, captions or images; pictures unless given.")
  private static let level = Option(
    name: "level", placeholder: "LEVEL", summary: "How well it must fit: low, medium or high.")
  private static let video = Option(
    name: "video", placeholder: "VIDEO_NO", isRepeatable: true, summary: "Only in this video.",
    properties: ["videoNos"])
  private static let since = Option(
    name: "since", placeholder: "TIME",
    summary: "Only what was taken since: \"yyyy-MM-dd HH:mm:ss\".",
    properties: ["capturedSinceText"])
  private static let near = Option(
    name: "near", placeholder: "LAT,LON", summary: "Only what was taken near this place.")

  private enum Field: String, CaseIterable {
    case pictures, speech, captions, images
  }

  private enum Search {
    case clips(VisualSearch.SearchClips)
    case captions(VisualSearch.SearchCaptions)
    case images(VisualSearch.SearchImages)
    case publicClips(VisualSearch.SearchPublicClips)
  }

  private let search: Search
  private let text: String
  private let page: PageFile?

  init(_ arguments: Arguments) throws {
    text = arguments.operands[0]
    page = try PageFile(arguments)
    let field = try arguments.choice(Self.field, of: Field.self) ?? .pictures
    search =
      if let platform = try arguments.choice(.onPlatform, of: VisualSearch.Platform.self) {
        .publicClips(try Self.publicSearch(arguments, field, platform))
      } else {
        try Self.privateSearch(arguments, field)
      }
  }

  private static func publicSearch(
    _ arguments: Arguments, _ field: Field, _ platform: VisualSearch.Platform
  ) throws -> VisualSearch.SearchPublicClips {
    guard let medium = VisualSearch.SearchClips.Medium(rawValue: field.rawValue) else {
      throw arguments.error("--in must be pictures or speech for public videos")
    }
    for option in [video, .withTag, .withCamera, since, near, .uniqueID, .folder] {
      try arguments.requireAtMostOne(.onPlatform, option)
    }
    var search = VisualSearch.SearchPublicClips(arguments.operands[0], on: platform, in: medium)
    search.limit = try arguments.number(.limit)
    search.level = try arguments.choice(level)
    return search
  }

  private static func privateSearch(_ arguments: Arguments, _ field: Field) throws -> Search {
    let (text, scope) = (arguments.operands[0], try arguments.scope())
    let (limit, level) = (
      try arguments.number(.limit),
      try arguments.choice(level, of: VisualSearch.FilteringLevel.self)
    )
    var filter = VisualSearch.SearchFilter()
    filter.videoNos = arguments.values(video).map { VisualSearch.VideoNo($0) }
    filter.tag = arguments.value(.withTag)
    filter.cameraModel = arguments.value(.withCamera)
    filter.capturedSinceText = arguments.value(since)
    filter.near = try arguments.place(near)
    switch field {
    case .pictures, .speech:
      var search = VisualSearch.SearchClips(
        text, in: field == .speech ? .speech : .pictures, scope: scope)
      (search.limit, search.level, search.filter) = (limit, level, filter)
      return .clips(search)
    case .captions:
      var search = VisualSearch.SearchCaptions(text, scope: scope)
      (search.limit, search.level, search.filter) = (limit, level, filter)
      return .captions(search)
    case .images:
      var search = VisualSearch.SearchImages(text, scope: scope)
      (search.limit, search.level, search.filter) = (limit, level, filter)
      return .images(search)
    }
  }

  func run(in context: Context) async throws {
    try page?.check()
    let client = try context.client()
    let hits = try await hits(client, context.output)
    try await page?.write(place.question(text), hits, client, context.output)
  }

  private var place: FoundIn {
    switch search {
    case .clips, .captions: .library
    case .publicClips: .publicVideos
    case .images: .images
    }
  }

  /// Searches, and prints what was found.
  private func hits(_ client: MemoriesClient, _ output: Output) async throws -> [Hit] {
    switch search {
    case .clips(let search):
      return try output.show(
        moments: await client.send(search), in: place, scope: search.scope)
    case .publicClips(let search):
      return try output.show(moments: await client.send(search), in: place)
    case .captions(let search):
      let matches = try await client.send(search)
      let hits = matches.map { $0.hit(search.scope) }
      try output.show(matches, place.lines(matches.map(\.cells)), hits)
      return hits
    case .images(let search):
      let answer = try await client.send(search)
      let images = answer.images ?? []
      let hits = images.map(\.hit)
      try output.show(answer, place.lines(images.map(\.cells)), hits)
      return hits
    }
  }
}

extension VisualSearch.SearchCaptions.Match {
  fileprivate var cells: [String] {
    [videoNo.rawValue, Lines.span(startTime, endTime), Lines.score(score), text ?? ""]
  }

  fileprivate func hit(_ scope: LibraryScope?) -> Hit {
    Hit(
      source: videoNo.rawValue, start: startTime, end: endTime, score: score, words: text,
      video: .video(videoNo, scope))
  }
}

extension VisualSearch.SearchImages.Image {
  fileprivate var cells: [String] {
    [id.rawValue, Lines.score(score), name ?? "", url?.absoluteString ?? ""]
  }

  fileprivate var hit: Hit {
    Hit(source: id.rawValue, name: name, score: score, picture: location.map(StoredFile.at))
  }
}
