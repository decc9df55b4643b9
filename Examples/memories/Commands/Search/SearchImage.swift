import MemoriesKit
import Terminal

/// `memories search-image`: finds moments of all videos that look like an image.
struct SearchImageCommand: Command {
  static let syntax = Syntax(
    name: "search-image", summary: "Finds moments of all videos that look like an image.",
    operands: ["IMAGE"], options: [similarity, .onPlatform, .uniqueID] + PageFile.options,
    remarks: "Every search is billed.")

  private static let similarity = Option(
    name: "similarity", placeholder: "X", summary: "How alike it must be, from 0 to 1.")

  private enum Search {
    case library(VisualSearch.SearchByImage)
    case publicVideos(VisualSearch.SearchPublicByImage)
  }

  private let image: InputFile
  private let search: Search
  private let page: PageFile?

  init(_ arguments: Arguments) throws {
    page = try PageFile(arguments)
    image = InputFile(path: arguments.operands[0])
    let similarity = try arguments.value(Self.similarity, as: "a number") { Double($0) }
    if let platform = try arguments.choice(.onPlatform, of: VisualSearch.Platform.self) {
      try arguments.requireAtMostOne(.onPlatform, .uniqueID)
      var search = VisualSearch.SearchPublicByImage(.file(image.url), on: platform)
      search.similarity = similarity
      self.search = .publicVideos(search)
    } else {
      var search = VisualSearch.SearchByImage(.file(image.url), scope: try arguments.scope())
      search.similarity = similarity
      self.search = .library(search)
    }
  }

  func run(in context: Context) async throws {
    try page?.check()
    let client = try context.client()
    try image.check()
    let output = context.output
    let moments = try await output.withProgressLine("Sending \(image.name)") { line in
      switch search {
      case .library(let search): try await client.send(search) { line.update($0) }
      case .publicVideos(let search): try await client.send(search) { line.update($0) }
      }
    }
    let hits = try output.show(moments: moments, in: place, scope: scope)
    try await page?.write(
      place.question("What looks like \(image.name)", picture: image), hits, client, output)
  }

  private var place: FoundIn {
    switch search {
    case .library: .library
    case .publicVideos: .publicVideos
    }
  }

  private var scope: LibraryScope? {
    switch search {
    case .library(let search): search.scope
    case .publicVideos: nil
    }
  }
}
