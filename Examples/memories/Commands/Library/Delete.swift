import MemoriesKit
import Terminal

/// `memories delete`: deletes videos for ever, and makes sure that they are gone.
struct DeleteCommand: Command {
  static let syntax = Syntax(
    name: "delete", summary: "Deletes videos for ever, and makes sure that they are gone.",
    operands: ["VIDEO_NO"], repeatsLastOperand: true, options: [.yes, .uniqueID],
    remarks: """
      The service agrees to every deletion, so the videos are listed before and after. What was not
      listed before is “unknown”, and says nothing of other namespaces.
      """)

  private let videoNos: [VisualSearch.VideoNo]
  private let scope: LibraryScope?

  init(_ arguments: Arguments) throws {
    videoNos = arguments.operands.map { VisualSearch.VideoNo($0) }
    scope = try arguments.scope()
    try arguments.requireYes(to: "deleting")
  }

  func run(in context: Context) async throws {
    let deletion = try await context.client().delete(videoNos, scope: scope)
    let rows = [
      ("deleted", deletion.deleted), ("still there", deletion.remaining),
      ("unknown", deletion.unknown),
    ].flatMap { word, videoNos in videoNos.map { [$0.rawValue, word] } }
    try context.output.show(deletion, Lines.table(rows))
    guard deletion.remaining.isEmpty else {
      throw Failure(
        .refused, kind: "other", "not all is deleted, or the list could not be read to its end",
        outcome: .unknown)
    }
    guard deletion.unknown.isEmpty else {
      throw Failure.notFound("not all was there to be deleted")
    }
  }
}
