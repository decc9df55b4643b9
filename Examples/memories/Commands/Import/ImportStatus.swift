import MemoriesKit
import Terminal

/// `memories import status`: lists the videos of an import.
struct ImportStatusCommand: Command {
  static let syntax = Syntax(
    name: "import status", summary: "Lists the videos that an import has brought so far.",
    operands: ["TASK_ID"], options: [.uniqueID])

  private let request: VisualSearch.GetImport

  init(_ arguments: Arguments) throws {
    request = VisualSearch.GetImport(
      VisualSearch.TaskID(arguments.operands[0]), scope: try arguments.scope())
  }

  func run(in context: Context) async throws {
    try context.output.show(imported: await context.client().send(request).allVideos)
  }
}
