import MemoriesKit
import Terminal

/// `memories import hashtags`: imports videos that have hashtags.
struct ImportHashtagsCommand: Command {
  static let syntax = Syntax(
    name: "import hashtags", summary: "Imports videos that have hashtags.",
    operands: ["HASHTAG"], repeatsLastOperand: true,
    options: [.count, .callback, .uniqueID, .folder], remarks: Option.importRemarks)

  private let request: VisualSearch.ImportHashtags

  init(_ arguments: Arguments) throws {
    var request = VisualSearch.ImportHashtags(arguments.operands)
    request.count = try arguments.number(.count)
    request.callback = try arguments.webURL(.callback)
    request.scope = try arguments.scope()
    self.request = request
  }

  func run(in context: Context) async throws {
    try context.output.show(task: await context.client().send(request))
  }
}
