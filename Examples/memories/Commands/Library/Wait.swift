import MemoriesKit
import Terminal

/// `memories wait`: waits until searches find a video.
struct WaitCommand: Command {
  static let syntax = Syntax(
    name: "wait", summary: "Waits until searches find a video, and shows what is known of it.",
    operands: ["VIDEO_NO"], options: [.timeout, .uniqueID])

  private let videoNo: VisualSearch.VideoNo
  private let scope: LibraryScope?
  private let options: WaitOptions

  init(_ arguments: Arguments) throws {
    videoNo = VisualSearch.VideoNo(arguments.operands[0])
    scope = try arguments.scope()
    options = try arguments.waiting()
  }

  func run(in context: Context) async throws {
    let states = try context.client().statesUntilSearchable(
      videoNo, scope: scope, options: options)
    let video = try await context.output.value(of: states, "Waiting for \(videoNo)")
    try context.output.show(video, video.lines)
  }
}
