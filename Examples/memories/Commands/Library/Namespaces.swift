import MemoriesKit
import Terminal

/// `memories namespaces`: lists the named parts of the library.
struct NamespacesCommand: Command {
  static let syntax = Syntax(
    name: "namespaces", summary: "Lists the names that --unique-id can have.")

  init(_ arguments: Arguments) throws {}

  func run(in context: Context) async throws {
    let names = try await context.client().send(VisualSearch.ListUniqueIDs()).uniqueIDs
    try context.output.show(names, Lines.table(names.map { [$0] }))
  }
}
