import MemoriesKit
import Terminal

/// `memories folders list`: lists the folders of the library.
struct ListFoldersCommand: Command {
  static let syntax = Syntax(
    name: "folders list", summary: "Lists the folders; “list --folder N” lists what is in one.")

  init(_ arguments: Arguments) throws {}

  func run(in context: Context) async throws {
    let folders = try await context.client().send(VisualSearch.ListFolders()).folders
    try context.output.show(
      folders,
      Lines.table(
        folders.map(\.cells), header: ["NUMBER", "NAME"], nothing: "no folders of your own"))
  }
}

extension VisualSearch.Folder {
  /// The folder as a row.
  var cells: [String] { [String(folderID), folderName ?? ""] }
}
