import Foundation
import MemoriesKit

// The three text searches share an endpoint, so they share their filters, limits and examples.

extension OperationTable {
  static let searchClips = OperationSpecification(
    VisualSearch.SearchClips.self,
    OperationTraits("VisualSearch.SearchClips", .billed, rateGroup: .search),
    sends: [
      .init(.init("a dog"), search(#""search_param":"a dog","search_type":"BY_CLIP""#)),
      .init(
        .init("hello", in: .speech, scope: .defaultFolder),
        search(#""folder_id":-1,"search_param":"hello","search_type":"BY_AUDIO""#)),
      .init(
        VisualSearch.SearchClips("a").with(limit: 1000, .high),
        search(
          #""camera_tag":"Canon","datetime_taken":"2025-10-20 11:00:00","filtering_level":"high","#
            + #""latitude":1.5,"longitude":-2.5,"search_param":"a","search_type":"BY_CLIP","#
            + #""tag":"outdoor","top_k":1000,"unique_id":"team","video_nos":["VI1","VI2"]"#)),
      .init(
        captured,
        search(
          #""datetime_taken":"2026-01-01 06:15:15","search_param":"a","search_type":"BY_CLIP""#)),
      .init(
        leveled(.low),
        search(#""filtering_level":"low","search_param":"a","search_type":"BY_CLIP""#)),
      .init(
        leveled(.medium),
        search(#""filtering_level":"medium","search_param":"a","search_type":"BY_CLIP""#)),
    ],
    limits: textLimits(1000),
    bodies: ["search/2", "search/5"])

  static let searchCaptions = OperationSpecification(
    VisualSearch.SearchCaptions.self,
    OperationTraits("VisualSearch.SearchCaptions", .billed, rateGroup: .search),
    sends: [
      .init(.init("a dog"), search(#""search_param":"a dog","search_type":"BY_CAPTION""#)),
      .init(
        VisualSearch.SearchCaptions("a").with(limit: 200, .low),
        search(
          #""camera_tag":"Canon","datetime_taken":"2025-10-20 11:00:00","filtering_level":"low","#
            + #""latitude":1.5,"longitude":-2.5,"search_param":"a","search_type":"BY_CAPTION","#
            + #""tag":"outdoor","top_k":200,"unique_id":"team","video_nos":["VI1","VI2"]"#)),
    ],
    limits: textLimits(200))

  static let searchImages = OperationSpecification(
    VisualSearch.SearchImages.self,
    OperationTraits("VisualSearch.SearchImages", .billed, rateGroup: .search),
    sends: [
      .init(.init("a dog"), search(#""search_param":"a dog","search_type":"BY_IMAGE""#)),
      .init(
        VisualSearch.SearchImages("a").with(limit: 7, .medium),
        search(
          #""camera_tag":"Canon","datetime_taken":"2025-10-20 11:00:00","filtering_level":"medium","#
            + #""latitude":1.5,"longitude":-2.5,"search_param":"a","search_type":"BY_IMAGE","#
            + #""tag":"outdoor","top_k":7,"unique_id":"team","video_nos":["VI1","VI2"]"#)),
    ],
    limits: textLimits(1000),
    bodies: ["search/3"])

  private static func search(_ members: String) -> DocumentedRequest {
    .post(.visualSearch, "search", .json("{\(members)}"))
  }

  private static var captured: VisualSearch.SearchClips {
    var search = VisualSearch.SearchClips("a")
    // 1 January 2026, 00:30:15 UTC.
    search.filter.capturedSince = Date(timeIntervalSince1970: 1_767_227_415)
    if let zone = TimeZone(identifier: "Asia/Kathmandu") { search.filter.timeZone = zone }
    return search
  }

  private static func leveled(_ level: VisualSearch.FilteringLevel) -> VisualSearch.SearchClips {
    var search = VisualSearch.SearchClips("a")
    search.level = level
    return search
  }

  fileprivate static var filter: VisualSearch.SearchFilter {
    var filter = VisualSearch.SearchFilter()
    filter.videoNos = ["VI1", "VI2"]
    filter.tag = "outdoor"
    filter.cameraModel = "Canon"
    filter.capturedSinceText = "2025-10-20 11:00:00"
    filter.near = VisualSearch.GeoPoint(latitude: 1.5, longitude: -2.5)
    return filter
  }

  private static func textLimits<Search: TextSearchRequest>(
    _ maximum: Int
  ) -> [OperationSpecification<Search>.Limit] {
    [
      .beyond("text") { $0.text = " \n" },
      .within { $0.limit = 1 },
      .within { $0.limit = maximum },
      .beyond("limit") { $0.limit = 0 },
      .beyond("limit") { $0.limit = maximum + 1 },
      .within { $0.scope = .folder(-2) },
      .beyond("scope") { $0.scope = .uniqueID("") },
      .within { $0.filter.videoNos = (1...100).map { .init("VI\($0)") } },
      .beyond("filter.videoNos") {
        $0.filter.videoNos = (1...101).map { .init("VI\($0)") }
      },
      .beyond("filter.videoNos") { $0.filter.videoNos = [""] },
      .beyond("filter.tag") { $0.filter.tag = "" },
      .beyond("filter.capturedSinceText") { $0.filter.capturedSinceText = "2025" },
      .beyond("filter.capturedSinceText") {
        $0.filter.capturedSince = Date(timeIntervalSince1970: 0)
        $0.filter.capturedSinceText = "2025-10-20 11:00:00"
      },
      .beyond("filter.capturedSince") {
        $0.filter.capturedSince = Date(timeIntervalSince1970: .infinity)
      },
      .beyond("filter.near") { $0.filter.near = .init(latitude: 0, longitude: .nan) },
    ]
  }
}

/// What the three searches have in common.
private protocol TextSearchRequest {
  var text: String { get set }
  var scope: LibraryScope? { get set }
  var limit: Int? { get set }
  var level: VisualSearch.FilteringLevel? { get set }
  var filter: VisualSearch.SearchFilter { get set }
}

extension VisualSearch.SearchClips: TextSearchRequest {}
extension VisualSearch.SearchCaptions: TextSearchRequest {}
extension VisualSearch.SearchImages: TextSearchRequest {}

extension TextSearchRequest {
  /// The request with everything set.
  fileprivate func with(limit: Int, _ level: VisualSearch.FilteringLevel) -> Self {
    var request = self
    request.scope = .uniqueID("team")
    (request.limit, request.level, request.filter) = (limit, level, OperationTable.filter)
    return request
  }
}
