import MemoriesKit
import Terminal

/// `memories search-clips`: finds the moments of a video that look like an image.
struct SearchClipsCommand: Command {
  static let syntax = Syntax(
    name: "search-clips", summary: "Finds the moments of a video that look like an image.",
    operands: ["VIDEO_NO", "IMAGE", "PROMPT"], options: [.uniqueID],
    remarks: """
      PROMPT says what counts as alike, in English: "focus on the red shirt". Every search is billed.
      """)

  private let image: InputFile
  private let search: VisualSearch.SearchClipsByImage

  init(_ arguments: Arguments) throws {
    image = InputFile(path: arguments.operands[1])
    search = VisualSearch.SearchClipsByImage(
      image: .file(image.url), in: VisualSearch.VideoNo(arguments.operands[0]),
      prompt: arguments.operands[2],
      scope: try arguments.scope())
  }

  func run(in context: Context) async throws {
    let client = try context.client()
    try image.check()
    let clips = try await context.output.withProgressLine("Sending \(image.name)") { line in
      try await client.send(search) { line.update($0) }
    }
    // The service answers the same for a video that is not indexed yet.
    let nothing = ["no clips; a video that is not searchable yet has none either"]
    let hits = clips.compactMap { clip in
      clip.startTime.map {
        (
          name: search.videoNo.rawValue,
          hit: HitTimeline.Hit(start: $0, end: clip.endTime, score: clip.score)
        )
      }
    }
    try context.output.show(
      clips,
      (clips.isEmpty ? nothing : Lines.table(clips.map(\.cells)))
        + context.output.timelines(of: hits))
  }
}

extension VisualSearch.SearchClipsByImage.Clip {
  fileprivate var cells: [String] {
    let place = video.map { "\($0.bucket)/\($0.blob)" }
    return [Lines.span(startTime, endTime), Lines.score(score), place ?? ""]
  }
}
