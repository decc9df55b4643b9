import MemoriesKit
import Terminal

/// `memories folders move`: moves videos to a folder.
struct MoveVideosCommand: Command {
  static let syntax = Syntax(
    name: "folders move", summary: "Moves videos to a folder; -1 is the default one.",
    operands: ["N", "VIDEO_NO"], repeatsLastOperand: true)

  private let request: VisualSearch.MoveVideos

  init(_ arguments: Arguments) throws {
    request = VisualSearch.MoveVideos(
      arguments.operands.dropFirst().map { VisualSearch.VideoNo($0) },
      to: try arguments.number(operand: arguments.operands[0]))
  }

  func run(in context: Context) async throws {
    try await context.client().send(request)
    try context.output.show(request.videoNos, [])
  }
}
