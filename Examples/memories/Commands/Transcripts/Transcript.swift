import MemoriesKit
import Terminal

/// `memories transcript`: shows what is said in a video.
struct TranscriptCommand: Command {
  static let syntax = Syntax(
    name: "transcript", summary: "Shows what is said in a video.", operands: ["VIDEO_NO"],
    options: [.uniqueID], remarks: TranscriptOutput.remarks)

  private let videoNo: VisualSearch.VideoNo
  private let scope: LibraryScope?

  init(_ arguments: Arguments) throws {
    videoNo = VisualSearch.VideoNo(arguments.operands[0])
    scope = try arguments.scope()
  }

  func run(in context: Context) async throws {
    let state = try await context.client().transcript(of: videoNo, scope: scope)
    try TranscriptOutput(videoNo: videoNo, state: state).show(on: context.output)
  }
}
