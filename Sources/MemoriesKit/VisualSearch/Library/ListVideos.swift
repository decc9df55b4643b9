import Foundation

extension VisualSearch {
  /// Lists videos of the library, page by page: all of them, or those that match the filters.
  ///
  /// A video must match all filters. Filters on metadata match only indexed videos. A wrong
  /// ``scope`` is no error to the service: the list is empty.
  public struct ListVideos: Operation, PagedOperation, Hashable, Codable {
    /// The page, counted from 1.
    public var page = 1
    /// How many videos a page has; the service uses 200 unless you set it.
    public var size: Int?
    /// The part of the library to list.
    public var scope: LibraryScope?
    /// Only the video with exactly this name.
    public var videoName: String?
    /// Only these videos.
    public var videoNos: [VideoNo] = []
    /// Only videos in this state: parsed, unparsed or failed, in any of the words for failure.
    public var status: VideoStatus?
    /// Only videos that were taken with this camera.
    public var cameraModel: String?
    /// Only videos with this tag.
    public var tag: String?
    /// Only videos that were taken at that time or later.
    public var capturedSince: Date?
    /// Only videos that were taken within about 20 km of this place.
    public var near: GeoPoint?

    /// Lists everything, from the first page.
    public init(scope: LibraryScope? = nil) {
      self.scope = scope
    }

    /// One page of videos.
    public typealias Output = Page<VideoMetadata>

    /// The videos of a page.
    public static func elements(of page: Output) -> [VideoMetadata] { page.videos ?? [] }

    /// The request for the next page; nil when the total of the service says that this is the last.
    public func next(after page: Output) -> ListVideos? {
      page.next(after: self, \.page, ofSize: size)
    }

    /// A read that costs nothing.
    public static let traits = OperationTraits(
      "VisualSearch.ListVideos", .safe, rateGroup: .list)

    /// Refuses an invalid page, folder, state, date or place, and an empty scope or tag.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkPage(page)
      rules.checkPageSize(size, "size")
      rules.checkScope(scope, folders: .reading)
      if let status {
        rules.require(
          Self.filter(for: status) != nil, "status",
          "“\(status)” is no state that can be listed: PARSE, UNPARSE or FAILED")
      }
      if let tag { rules.requireText(tag, "tag") }
      rules.require(
        capturedSince.map { milliseconds($0) != nil } ?? true, "capturedSince",
        "is no date that can be sent")
      rules.checkPlace(near, "near")
      return rules.problems
    }

    /// The word for this state in the filter of the service, which has three. Answers have several
    /// words for failure, the filter has one.
    private static func filter(for status: VideoStatus) -> VideoStatus? {
      if status.isFailure { return .failed }
      return [.parsed, .unparsed].contains(status) ? status : nil
    }

    /// `POST /list_videos`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "list_videos", body: .json(Body(self), scope: scope))
    }

    private struct Body: Encodable {
      let page: Int
      let size: Int?
      let videoName: String?
      let videoNos: [VideoNo]?
      let status: VideoStatus?
      let cameraModel: String?
      let tag: String?
      let datetimeTaken: Int64?
      let latitude: Double?
      let longitude: Double?

      init(_ list: ListVideos) {
        page = list.page
        size = list.size
        videoName = list.videoName
        videoNos = list.videoNos.isEmpty ? nil : list.videoNos
        status = list.status.flatMap(ListVideos.filter)
        cameraModel = list.cameraModel
        tag = list.tag
        // Unlike the upload, this endpoint wants milliseconds.
        datetimeTaken = list.capturedSince.flatMap(milliseconds)
        latitude = list.near?.latitude
        longitude = list.near?.longitude
      }

      enum CodingKeys: String, CodingKey {
        case page, size, status, tag, latitude, longitude
        case videoName = "video_name"
        case videoNos = "video_nos"
        case cameraModel = "camera_model"
        case datetimeTaken = "datetime_taken"
      }
    }
  }
}

/// Nil for NaN, and for dates too far away to be counted in milliseconds.
private func milliseconds(_ date: Date) -> Int64? {
  Int64(exactly: (date.timeIntervalSince1970 * 1000).rounded())
}
