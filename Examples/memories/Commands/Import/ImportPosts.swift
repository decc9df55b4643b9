import MemoriesKit
import Terminal

/// `memories import posts`: imports the videos of posts.
struct ImportPostsCommand: Command {
  static let syntax = Syntax(
    name: "import posts", summary: "Imports the videos of posts.",
    operands: ["URL"], repeatsLastOperand: true,
    options: [quality, .callback, .uniqueID, .folder], remarks: Option.importRemarks)

  private static let quality = Option(
    name: "quality", placeholder: "P", summary: "The height of the videos, such as 720.")

  private let request: VisualSearch.ImportPosts

  init(_ arguments: Arguments) throws {
    var request = VisualSearch.ImportPosts(
      try arguments.operands.map { try arguments.webURL(operand: $0) })
    request.quality = try arguments.choice(Self.quality)
    request.callback = try arguments.webURL(.callback)
    request.scope = try arguments.scope()
    self.request = request
  }

  func run(in context: Context) async throws {
    try context.output.show(task: await context.client().send(request))
  }
}
