import MemoriesKit
import Terminal

/// `memories folders create`: makes a folder.
struct CreateFolderCommand: Command {
  static let syntax = Syntax(
    name: "folders create", summary: "Makes a folder, and shows its number.", operands: ["NAME"])

  private let request: VisualSearch.CreateFolder

  init(_ arguments: Arguments) throws {
    request = VisualSearch.CreateFolder(named: arguments.operands[0])
  }

  func run(in context: Context) async throws {
    let folder = try await context.client().send(request)
    try context.output.show(folder, Lines.table([folder.cells]))
  }
}
