import MemoriesKit
import Terminal

/// `memories import creator`: imports the videos of a creator.
struct ImportCreatorCommand: Command {
  static let syntax = Syntax(
    name: "import creator", summary: "Imports the videos of a creator.",
    operands: ["URL"],
    options: [.count, .callback, .uniqueID, .folder], remarks: Option.importRemarks)

  private let request: VisualSearch.ImportCreator

  init(_ arguments: Arguments) throws {
    var request = VisualSearch.ImportCreator(
      try arguments.webURL(operand: arguments.operands[0]))
    request.count = try arguments.number(.count)
    request.callback = try arguments.webURL(.callback)
    request.scope = try arguments.scope()
    self.request = request
  }

  func run(in context: Context) async throws {
    try context.output.show(task: await context.client().send(request))
  }
}
