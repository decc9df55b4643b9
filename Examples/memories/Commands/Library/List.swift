import MemoriesKit

/// `memories list`: lists the videos of the library, page by page.
struct ListCommand: Command {
  private static let status = Option(
    name: "status", placeholder: "STATUS", summary: "Only videos in this state, such as PARSE.")
  private static let name = Option(
    name: "name", placeholder: "TEXT", summary: "Only videos whose name has this in it.")

  static let syntax = Syntax(
    name: "list", summary: "Lists the videos of the library.",
    options: [.page, .size, status, name, .withTag, .withCamera, .uniqueID, .folder])

  private let request: VisualSearch.ListVideos

  init(_ arguments: Arguments) throws {
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
    let page = try await context.client().send(request)
    try context.output.show(page, Lines.table((page.videos ?? []).map(\.row)))
  }
}

extension VisualSearch.VideoMetadata {
  /// The metadata as a row of a list.
  var row: [String] {
    [
      videoNo.rawValue, status?.rawValue ?? "", videoName ?? "",
      size.map { "\($0) bytes" } ?? "", createTime.map(DateText.text) ?? "",
    ]
  }
}
