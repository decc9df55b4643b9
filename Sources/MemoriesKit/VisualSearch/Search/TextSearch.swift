/// What the three text searches have in common: one endpoint, whose answers have three shapes.
///
/// Each shape has an operation of its own, and only this type knows the word that asks for it. So
/// nobody can read the answer to one search as that to another.
struct TextSearch {
  /// What the service looks through.
  enum Kind: String, Encodable {
    case pictures = "BY_CLIP"
    case speech = "BY_AUDIO"
    case captions = "BY_CAPTION"
    case images = "BY_IMAGE"
  }

  let text: String
  let kind: Kind
  let scope: LibraryScope?
  let limit: Int?
  let level: VisualSearch.FilteringLevel?
  let filter: VisualSearch.SearchFilter

  func problems() -> [MemoriesError.Problem] {
    var rules = MemoriesRequest.Rules()
    rules.requireText(text, "text")
    rules.checkScope(scope, folders: .reading)
    rules.check(limit, in: 1...(kind == .captions ? 200 : 1000), "limit")
    filter.check(&rules)
    return rules.problems
  }

  func request() throws -> MemoriesRequest {
    try MemoriesRequest(.post, "search", body: .json(Body(self), scope: scope))
  }

  private struct Body: Encodable {
    let searchParam: String
    let searchType: Kind
    let topK: Int?
    let filteringLevel: VisualSearch.FilteringLevel?
    let videoNos: [VisualSearch.VideoNo]?
    let tag: String?
    let cameraTag: String?
    let datetimeTaken: String?
    let latitude: Double?
    let longitude: Double?

    init(_ search: TextSearch) {
      let filter = search.filter
      searchParam = search.text
      searchType = search.kind
      topK = search.limit
      filteringLevel = search.level
      videoNos = filter.videoNos.isEmpty ? nil : filter.videoNos
      tag = filter.tag
      // The same camera is `camera_model` in uploads and lists.
      cameraTag = filter.cameraModel
      // Unlike the list, which wants milliseconds.
      datetimeTaken = CaptureTime.text(
        of: filter.capturedSince, in: filter.timeZone, orText: filter.capturedSinceText)
      latitude = filter.near?.latitude
      longitude = filter.near?.longitude
    }

    enum CodingKeys: String, CodingKey {
      case tag, latitude, longitude
      case searchParam = "search_param"
      case searchType = "search_type"
      case topK = "top_k"
      case filteringLevel = "filtering_level"
      case videoNos = "video_nos"
      case cameraTag = "camera_tag"
      case datetimeTaken = "datetime_taken"
    }
  }
}
