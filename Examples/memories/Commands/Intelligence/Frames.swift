import MemoriesKit
import Terminal

/// `memories frames`: takes pictures from a video.
struct FramesCommand: Command {
  static let syntax = Syntax(
    name: "frames", summary: "Takes pictures from a video, as a job.", operands: ["ASSET_ID"],
    remarks: """
      Prints the name of the job. Its result goes to the webhook of the account, and nothing can ask
      for it. Without a webhook the service refuses. Billed by the second of video.
      """)

  private let request: VisualIntelligence.ExtractFrames

  init(_ arguments: Arguments) throws {
    request = VisualIntelligence.ExtractFrames(VisualIntelligence.AssetID(arguments.operands[0]))
  }

  func run(in context: Context) async throws {
    let job = try await context.client().send(request)
    try context.output.show(billed: job, Lines.fields(["job": job.taskID]))
  }
}
