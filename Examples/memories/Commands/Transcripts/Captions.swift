import MemoriesKit
import Terminal

/// `memories captions`: shows what is seen in a video.
struct CaptionsCommand: Command {
  static let syntax = Syntax(
    name: "captions", summary: "Shows what is seen in a video, in words.", operands: ["VIDEO_NO"],
    options: [.uniqueID], remarks: TranscriptOutput.remarks)

  private let videoNo: VisualSearch.VideoNo
  private let scope: LibraryScope?

  init(_ arguments: Arguments) throws {
    videoNo = VisualSearch.VideoNo(arguments.operands[0])
    scope = try arguments.scope()
  }

  func run(in context: Context) async throws {
    let state = try await context.client().captions(of: videoNo, scope: scope)
    try TranscriptOutput(videoNo: videoNo, state: state).show(on: context.output)
  }
}
