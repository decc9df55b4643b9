import MemoriesKit

// The searches for words in transcripts of the private and the public library.

extension OperationTable {
  static let searchTranscripts = OperationSpecification(
    VisualSearch.SearchTranscripts.self,
    OperationTraits("VisualSearch.SearchTranscripts", .billed, rateGroup: .search),
    sends: [
      .init(
        .init("love"),
        .get(.visualSearch, "search_audio_transcripts", query: [("query", "love"), ("page", "1")])),
      .init(
        scoped,
        .get(
          .visualSearch, "search_audio_transcripts",
          query: [
            ("query", "where is?"), ("page", "3"), ("page_size", "500"), ("unique_id", "team"),
          ], encoded: "query=where%20is%3F&page=3&page_size=500&unique_id=team")),
    ],
    limits: [
      .beyond("text") { $0.text = " " },
      .beyond("page") { $0.page = 0 },
      .within { $0.pageSize = 1 },
      .beyond("pageSize") { $0.pageSize = 0 },
      .beyond("pageSize") { $0.pageSize = 501 },
      .beyond("scope") { $0.scope = .uniqueID("") },
      .beyond("scope") { $0.scope = .defaultFolder },
    ],
    bodies: ["search_audio_transcripts/3"])

  static let searchPublicTranscripts = OperationSpecification(
    VisualSearch.SearchPublicTranscripts.self,
    OperationTraits("VisualSearch.SearchPublicTranscripts", .billed, rateGroup: .search),
    sends: [
      .init(
        .init("love"),
        .get(
          .visualSearch, "search_public_audio_transcripts",
          query: [("query", "love"), ("page", "1")])),
      .init(
        sized,
        .get(
          .visualSearch, "search_public_audio_transcripts",
          query: [("query", "love"), ("page", "2"), ("page_size", "1")])),
    ],
    limits: [
      .beyond("text") { $0.text = " " },
      .beyond("page") { $0.page = 0 },
      .within { $0.pageSize = 500 },
      .beyond("pageSize") { $0.pageSize = 0 },
      .beyond("pageSize") { $0.pageSize = 501 },
    ])

  private static var scoped: VisualSearch.SearchTranscripts {
    var search = VisualSearch.SearchTranscripts("where is?", scope: .uniqueID("team"))
    search.page = 3
    search.pageSize = 500
    return search
  }

  private static var sized: VisualSearch.SearchPublicTranscripts {
    var search = VisualSearch.SearchPublicTranscripts("love")
    search.page = 2
    search.pageSize = 1
    return search
  }
}
