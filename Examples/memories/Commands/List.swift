import MemoriesKit

/// `memories list`: lists the videos of the library, page by page.
struct ListCommand: Command {
  private static let page = Option(
    name: "page", placeholder: "N", summary: "Which page; the first unless given.")
  private static let size = Option(
    name: "size", placeholder: "N", summary: "How many videos a page has.")
  private static let status = Option(
    name: "status", placeholder: "STATUS", summary: "Only videos in this state, such as PARSE.")
  private static let tag = Option(
    name: "with-tag", placeholder: "TAG", summary: "Only videos with this tag.")

  static let syntax = Syntax(
    name: "list", summary: "Lists the videos of the library.",
    options: [page, size, status, tag, .uniqueID, .folder])

  private let request: VisualSearch.ListVideos

  init(_ arguments: Arguments) throws {
    var request = VisualSearch.ListVideos(scope: try arguments.scope())
    request.page = try arguments.value(Self.page, as: "a whole number") { Int($0) } ?? 1
    request.size = try arguments.value(Self.size, as: "a whole number") { Int($0) }
    request.status = arguments.value(Self.status).map(VisualSearch.VideoStatus.init(rawValue:))
    request.tag = arguments.value(Self.tag)
    self.request = request
  }

  func run(in context: Context) async throws {
    let page = try await context.client().send(request)
    let rows = (page.videos ?? []).map { video in
      [
        video.videoNo.rawValue, video.status?.rawValue ?? "", video.videoName ?? "",
        video.size.map { "\($0) bytes" } ?? "", video.createTime.map(DateText.text) ?? "",
      ]
    }
    try context.output.show(page, Lines.table(rows))
  }
}
