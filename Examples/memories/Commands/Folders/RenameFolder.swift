import MemoriesKit
import Terminal

/// `memories folders rename`: gives a folder another name.
struct RenameFolderCommand: Command {
  static let syntax = Syntax(
    name: "folders rename", summary: "Gives a folder another name.", operands: ["N", "NAME"])

  private let request: VisualSearch.RenameFolder

  init(_ arguments: Arguments) throws {
    request = VisualSearch.RenameFolder(
      try arguments.number(operand: arguments.operands[0]), to: arguments.operands[1])
  }

  func run(in context: Context) async throws {
    let folder = try await context.client().send(request)
    try context.output.show(folder, Lines.table([folder.cells]))
  }
}
