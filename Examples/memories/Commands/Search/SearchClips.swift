import MemoriesKit
import Terminal

/// `memories search-clips`: finds the moments of a video that look like an image.
struct SearchClipsCommand: Command {
  static let syntax = Syntax(
    name: "search-clips", summary: "Finds the moments of a video that look like an image.",
    operands: ["VIDEO_NO", "IMAGE", "PROMPT"], options: [.uniqueID] + PageFile.options,
    remarks: """
      PROMPT says what counts as alike, in English: "focus on the red shirt". Every search is billed.
      """)

  private let image: InputFile
  private let search: VisualSearch.SearchClipsByImage
  private let page: PageFile?

  init(_ arguments: Arguments) throws {
    image = InputFile(path: arguments.operands[1])
    search = VisualSearch.SearchClipsByImage(
      image: .file(image.url), in: VisualSearch.VideoNo(arguments.operands[0]),
      prompt: arguments.operands[2],
      scope: try arguments.scope())
    page = try PageFile(arguments)
  }

  func run(in context: Context) async throws {
    try page?.check()
    let client = try context.client()
    try image.check()
    let clips = try await context.output.withProgressLine("Sending \(image.name)") { line in
      try await client.send(search) { line.update($0) }
    }
    // The service answers the same for a video that is not indexed yet.
    let nothing = "no clips; a video that is not searchable yet has none either"
    let hits = clips.map { $0.hit(in: search) }
    try context.output.show(
      clips, clips.isEmpty ? [nothing] : Lines.table(clips.map(\.cells)), hits)
    let question = HitPage.Question(
      text: search.prompt, place: "Video \(search.videoNo)", nothing: nothing,
      picture: image.medium)
    try await page?.write(question, hits, client, context.output)
  }
}

extension VisualSearch.SearchClipsByImage.Clip {
  fileprivate var cells: [String] {
    let place = video.map { "\($0.bucket)/\($0.blob)" }
    return [Lines.span(startTime, endTime), Lines.score(score), place ?? ""]
  }

  fileprivate func hit(in search: VisualSearch.SearchClipsByImage) -> Hit {
    Hit(
      source: search.videoNo.rawValue, start: startTime, end: endTime, score: score,
      video: video.map(StoredFile.at) ?? .video(search.videoNo, search.scope))
  }
}
