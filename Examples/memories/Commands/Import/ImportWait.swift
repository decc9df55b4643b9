import MemoriesKit
import Terminal

/// `memories import wait`: waits for the videos of an import.
struct ImportWaitCommand: Command {
  static let syntax = Syntax(
    name: "import wait", summary: "Waits until searches find the videos of an import.",
    operands: ["TASK_ID"], options: [expecting, .timeout, .uniqueID],
    remarks: """
      The service does not tell how many videos there will be. Without --expect the wait may end
      when those that have come so far are done.
      """)

  private static let expecting = Option(
    name: "expect", placeholder: "N", summary: "How many videos to wait for.")

  private let request: VisualSearch.GetImport
  private let options: WaitOptions

  init(_ arguments: Arguments) throws {
    request = VisualSearch.GetImport(
      VisualSearch.TaskID(arguments.operands[0]), expecting: try arguments.number(Self.expecting),
      scope: try arguments.scope())
    options = try arguments.waiting()
  }

  func run(in context: Context) async throws {
    let states = try context.client().states(of: request, options: options)
    let videos = try await context.output.value(of: states, "Waiting for \(request.taskID)")
    try context.output.show(imported: videos)
  }
}
