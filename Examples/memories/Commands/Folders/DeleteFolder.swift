import MemoriesKit
import Terminal

/// `memories folders delete`: deletes a folder.
struct DeleteFolderCommand: Command {
  static let syntax = Syntax(
    name: "folders delete", summary: "Deletes a folder.", operands: ["N"], options: [.yes],
    remarks: "The service refuses while the folder has indexed videos.")

  private let request: VisualSearch.DeleteFolder

  init(_ arguments: Arguments) throws {
    request = VisualSearch.DeleteFolder(try arguments.number(operand: arguments.operands[0]))
    try arguments.requireYes(to: "deleting")
  }

  func run(in context: Context) async throws {
    try await context.client().send(request)
    try context.output.show(["folderID": request.folderID], [])
  }
}
