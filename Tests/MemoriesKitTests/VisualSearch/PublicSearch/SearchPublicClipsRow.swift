import MemoriesKit

extension OperationTable {
  static let searchPublicClips = OperationSpecification(
    VisualSearch.SearchPublicClips.self,
    OperationTraits("VisualSearch.SearchPublicClips", .billed, rateGroup: .search),
    sends: [
      .init(
        .init("goal", on: .tikTok),
        search(#""search_param":"goal","search_type":"BY_VIDEO","type":"TIKTOK""#)),
      .init(
        .init("goal", on: .youTube, in: .speech),
        search(#""search_param":"goal","search_type":"BY_AUDIO","type":"YOUTUBE""#)),
      .init(
        strict,
        search(
          #""filtering_level":"medium","search_param":"goal","search_type":"BY_VIDEO","#
            + #""top_k":5,"type":"INSTAGRAM""#)),
    ],
    limits: [
      .beyond("text") { $0.text = "" },
      .within { $0.limit = 1 },
      .within { $0.limit = 1000 },
      .beyond("limit") { $0.limit = 0 },
      .beyond("limit") { $0.limit = 1001 },
    ],
    bodies: ["search_public/2", "search_public/3"])

  private static func search(_ members: String) -> DocumentedRequest {
    .post(.visualSearch, "search_public", .json("{\(members)}"))
  }

  private static var strict: VisualSearch.SearchPublicClips {
    var search = VisualSearch.SearchPublicClips("goal", on: .instagram)
    search.limit = 5
    search.level = .medium
    return search
  }
}
