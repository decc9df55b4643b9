import MemoriesKit
import Terminal

/// `memories list`: lists the videos of the library, page by page.
struct ListCommand: Command {
  private static let all = Option(
    name: "all", summary: "All pages, as one list; with --json too.")
  private static let status = Option(
    name: "status", placeholder: "STATUS", summary: "Only videos in this state, such as PARSE.")
  private static let name = Option(
    name: "name", placeholder: "TEXT", summary: "Only videos whose name has this in it.",
    properties: ["videoName"])

  static let syntax = Syntax(
    name: "list", summary: "Lists the videos of the library.",
    options: [all, .page, .size, status, name, .withTag, .withCamera, .uniqueID, .folder])

  private let request: VisualSearch.ListVideos
  private let wantsAll: Bool

  init(_ arguments: Arguments) throws {
    try arguments.requireAtMostOne(Self.all, .page)
    wantsAll = arguments.has(Self.all)
    var request = VisualSearch.ListVideos(scope: try arguments.scope())
    request.page = try arguments.number(.page) ?? 1
    request.size = try arguments.number(.size)
    request.status = arguments.value(Self.status).map(VisualSearch.VideoStatus.init(rawValue:))
    request.tag = arguments.value(.withTag)
    request.videoName = arguments.value(Self.name)
    request.cameraModel = arguments.value(.withCamera)
    self.request = request
  }

  func run(in context: Context) async throws {
    let client = try context.client()
    guard wantsAll else {
      let page = try await client.send(request)
      return try context.output.show(page, Self.lines(page.videos ?? []))
    }
    var videos: [VisualSearch.VideoMetadata] = []
    for try await video in client.elements(of: request) { videos.append(video) }
    try context.output.show(videos, Self.lines(videos))
  }

  private static func lines(_ videos: [VisualSearch.VideoMetadata]) -> [String] {
    Lines.table(videos.map(\.row), header: VisualSearch.VideoMetadata.header, nothing: "no videos")
  }
}

extension VisualSearch.VideoMetadata {
  /// The names of the columns of ``row``.
  static let header = ["VIDEO", "STATUS", "NAME", "SIZE", "CREATED"]

  /// The metadata as a row of a list.
  var row: [String] {
    [
      videoNo.rawValue, status?.rawValue ?? "", videoName ?? "",
      size.map { "\($0) bytes" } ?? "", createTime.map(DateText.text) ?? "",
    ]
  }
}
