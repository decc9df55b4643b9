import Foundation
import MemoriesKit
import Terminal

/// The page that `--page` asks for.
struct PageFile: Sendable {
  static let options = [page, fetch, Option.replaces]

  private static let page = Option(
    name: "page", placeholder: "FILE", summary: "Writes a page for a browser as well.")
  private static let fetch = Option(
    name: "fetch", placeholder: "WHAT",
    summary: "Puts pictures, videos or all on the page; downloads are billed by size.")

  let url: URL
  private let wish: HitMedia.Wish?
  private let whenExists: DownloadDestination.ExistingFile

  /// Is nil if no page is wanted.
  init?(_ arguments: Arguments) throws {
    guard let path = arguments.value(Self.page) else {
      for option in [Self.fetch, .replaces] where arguments.has(option) {
        throw arguments.error("--\(option.name) goes with --page only")
      }
      return nil
    }
    guard !path.isEmpty else { throw arguments.error("--page must not be empty") }
    url = URL(fileURLWithPath: path)
    wish = try arguments.choice(Self.fetch)
    whenExists = arguments.has(.replaces) ? .replace : .fail
  }

  /// Videos that are too large for the page lie here.
  var folder: URL {
    let name = url.deletingPathExtension().lastPathComponent + "-files"
    return url.deletingLastPathComponent().appendingPathComponent(name, isDirectory: true)
  }

  /// Throws if the page cannot be written. A search is billed, so this comes first.
  func check() throws {
    try writing(.notSent) { try DownloadDestination.file(url, whenExists: whenExists).check() }
    guard wish != nil, whenExists == .fail, access(folder.path, F_OK) == 0 else { return }
    throw Failure(
      .cannotWrite, kind: "fileSystem", "\(folder.path) exists; --replace writes into it")
  }

  /// Fetches what is wanted, and writes the page, whatever became of that.
  func write(
    _ question: HitPage.Question, _ hits: [Hit], _ client: MemoriesClient, _ output: Output
  ) async throws {
    var media = HitMedia()
    var failure: (any Error)?
    if let wish {
      do {
        try await fetch(HitMedia.files(of: hits, wish), into: &media, client, output)
      } catch {
        failure = error
      }
    }
    let page = HitPage(question: question, hits: hits, media: media, date: Date())
    try writing(.done) { try Data(page.html.text.utf8).write(to: url, options: .atomic) }
    if !output.isJSON { Terminal.writeError(Terminal.printable("The page is \(url.path)") + "\n") }
    if let failure { throw failure }
  }

  /// Throws what a script understands when `work` fails. The outcome is that of the search.
  func writing<Value>(
    _ outcome: MemoriesError.Outcome, _ work: () throws -> Value
  ) throws -> Value {
    do {
      return try work()
    } catch {
      throw Failure(
        .cannotWrite, kind: "fileSystem", "the page cannot be written: \(error)", outcome: outcome)
    }
  }
}
