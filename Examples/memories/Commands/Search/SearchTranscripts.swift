import MemoriesKit
import Terminal

/// `memories search-transcripts`: finds words in transcripts, page by page.
struct SearchTranscriptsCommand: Command {
  static let syntax = Syntax(
    name: "search-transcripts", summary: "Finds words in the transcripts of all videos.",
    operands: ["TEXT"], options: [publicVideos, .page, .size, .uniqueID],
    remarks: "A part of a word is found too. Every page is billed.")

  private static let publicVideos = Option(
    name: "public", summary: "Searches the public videos instead.")

  private enum Search {
    case library(VisualSearch.SearchTranscripts)
    case publicVideos(VisualSearch.SearchPublicTranscripts)
  }

  private let search: Search

  init(_ arguments: Arguments) throws {
    let (page, size) = (try arguments.number(.page) ?? 1, try arguments.number(.size))
    if arguments.has(Self.publicVideos) {
      try arguments.requireAtMostOne(Self.publicVideos, .uniqueID)
      var search = VisualSearch.SearchPublicTranscripts(arguments.operands[0])
      (search.page, search.pageSize) = (page, size)
      self.search = .publicVideos(search)
    } else {
      var search = VisualSearch.SearchTranscripts(
        arguments.operands[0], scope: try arguments.scope())
      (search.page, search.pageSize) = (page, size)
      self.search = .library(search)
    }
  }

  func run(in context: Context) async throws {
    let client = try context.client()
    switch search {
    case .library(let search):
      try context.output.show(page: await client.send(search), in: .library)
    case .publicVideos(let search):
      try context.output.show(page: await client.send(search), in: .publicVideos)
    }
  }
}
