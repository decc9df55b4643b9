import MemoriesKit
import Terminal

/// `memories status`: shows the metadata of a video.
struct StatusCommand: Command {
  static let syntax = Syntax(
    name: "status", summary: "Shows what the service knows of a video.", operands: ["VIDEO_NO"],
    options: [.uniqueID])

  private let request: VisualSearch.GetMetadata

  init(_ arguments: Arguments) throws {
    request = VisualSearch.GetMetadata(
      VisualSearch.VideoNo(arguments.operands[0]), scope: try arguments.scope())
  }

  func run(in context: Context) async throws {
    guard let video = try await context.client().send(request) else {
      throw Failure.notFound(
        "the service does not know the video \(request.videoNo), or does not know it yet")
    }
    try context.output.show(video, video.lines)
  }
}

extension VisualSearch.VideoMetadata {
  /// The metadata for people.
  var lines: [String] {
    Lines.fields([
      "video": videoNo, "name": videoName, "status": status, "cause": cause,
      "duration": duration.map { "\($0) s" }, "size": size.map { "\($0) bytes" },
      "created": createTime, "captured": datetimeTaken, "camera": cameraModel,
      "place": place.map { "\($0.latitude), \($0.longitude)" }, "tags": tags,
      "picture": picture, "source": videoURL, "bucket": bucket, "blob": blob,
    ])
  }

  private var picture: String? {
    let size = width.flatMap { width in height.map { "\(width) × \($0)" } }
    let rate = fps.map { "\($0) frames per second" }
    let parts = [resolutionLabel, size, rate].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
