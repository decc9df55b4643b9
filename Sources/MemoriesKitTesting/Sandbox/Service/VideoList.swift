import Foundation
import MemoriesKit

/// The page that a list or search asks for.
struct PageNumber {
  let page: Int64
  let size: Int64

  /// The elements on the page.
  func slice<Element>(of elements: [Element]) -> [Element] {
    let (start, isOutside) = (page - 1).multipliedReportingOverflow(by: size)
    return isOutside ? [] : Array(elements.dropFirst(Int(start)).prefix(Int(size)))
  }
}

/// The filters and the page in a list request.
struct VideoList {
  private let number: PageNumber
  private let accepts: (Video) -> Bool

  /// The list of a folder.
  init(folder: Scope, page: Int64, size: Int64) {
    number = PageNumber(page: page, size: size)
    accepts = { !$0.isPublic && $0.scope == folder }
  }

  init(_ body: JSONValue) throws {
    guard case .object = body else { throw Problem.unreadableJSON }
    let page = try body.integer("page") ?? 1
    let size = try body.integer("size") ?? 200
    guard page >= 1, size >= 1 else { throw Problem.invalid("page and size must be at least 1") }
    number = PageNumber(page: page, size: size)
    let scope = try body.libraryScope()
    let name = try body.text("video_name")
    let number = try body.text("video_no")
    let numbers = try body.texts("video_nos")
    let status = try body.text("status")
    guard status.map({ ["PARSE", "UNPARSE", "FAILED"].contains($0) }) ?? true else {
      throw Problem.unreadableJSON
    }
    let details = try DetailFilter(body)
    accepts = { video in
      !video.isPublic && scope.includes(video.scope)
        && (name == nil || video.name == name)
        && (number == nil || video.videoNo == number)
        && (numbers?.contains(video.videoNo) ?? true)
        && (status == nil || video.status == status)
        && details.accepts(video)
    }
  }

  /// The page with the total count, and the indices of the videos on it.
  func page(of videos: [Video]) -> (answer: JSONValue, shown: [Int]) {
    let found = videos.indices.filter { accepts(videos[$0]) }
    let shown = number.slice(of: found)
    let answer: JSONValue = [
      "current_page": .int(number.page), "page_size": .int(number.size),
      "total_count": .int(found.count),
      "videos": .array(shown.map { .object(videos[$0].listItem) }),
    ]
    return (answer, shown)
  }
}

/// The filters that only indexed videos can match.
struct DetailFilter {
  private let cameraModel: String?
  private let tag: String?
  private let capturedSince: Int64?
  private let place: (latitude: Double, longitude: Double)?

  /// Reads the filters of a list.
  init(_ body: JSONValue) throws {
    try self.init(
      body, cameraModel: body.text("camera_model"), capturedSince: body.integer("datetime_taken"))
  }

  /// Reads the filters of a search, which has another name for the camera and another form for the
  /// time.
  init(ofSearch body: JSONValue) throws {
    let time = try body.text("datetime_taken").map(CaptureTime.init(ofParameter:))
    try self.init(
      body, cameraModel: body.text("camera_tag"), capturedSince: time?.milliseconds)
  }

  private init(_ body: JSONValue, cameraModel: String?, capturedSince: Int64?) throws {
    self.cameraModel = cameraModel
    self.capturedSince = capturedSince
    tag = try body.text("tag")
    switch (try body.number("latitude"), try body.number("longitude")) {
    case (nil, nil): place = nil
    case (let latitude?, let longitude?): place = (latitude, longitude)
    default: throw Problem.invalid("latitude and longitude must be given together")
    }
  }

  func accepts(_ video: Video) -> Bool {
    if cameraModel == nil, tag == nil, capturedSince == nil, place == nil { return true }
    return video.indexing.status == .succeeded && accepts(video.details)
  }

  func accepts(_ details: Video.Details) -> Bool {
    (cameraModel == nil || details.cameraModel == cameraModel)
      && (tag.map { (details.tags + ["api"]).contains($0) } ?? true)
      && (capturedSince.map { $0 <= details.capturedAt?.milliseconds ?? .min } ?? true)
      && isNear(details)
  }

  /// Whether the video is within about 20 km, on a sphere.
  private func isNear(_ details: Video.Details) -> Bool {
    guard let place else { return true }
    guard let latitude = details.latitude, let longitude = details.longitude else { return false }
    let radians = Double.pi / 180
    let (one, other) = (latitude * radians, place.latitude * radians)
    let cosine =
      sin(one) * sin(other)
      + cos(one) * cos(other) * cos((longitude - place.longitude) * radians)
    return acos(min(1, max(-1, cosine))) * 6371 <= 20
  }
}

extension Service {
  /// Answers with a page of the library.
  mutating func listVideos(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let body: JSONValue = request.body.isEmpty ? [:] : try request.json()
    try requireFolder(body.libraryScope())
    let list = try VideoList(body)
    return answer(with: list)
  }

  /// Answers with a page, which counts as a poll of each video on it.
  mutating func answer(with list: VideoList) -> Sandbox.Answer {
    let (answer, shown) = list.page(of: library.videos)
    for index in shown { library.videos[index].indexing.countPoll() }
    return Sandbox.Product.visualSearch.success(answer)
  }
}

extension JSONValue {
  /// A text member, if it is there.
  func text(_ name: String) throws -> String? {
    switch self[exactly: name] {
    case nil, .null: return nil
    case .string(let text): return text
    default: throw Problem.unreadableJSON
    }
  }

  /// A member with a list of texts, if it is there.
  func texts(_ name: String) throws -> [String]? {
    switch self[exactly: name] {
    case nil, .null: return nil
    case .array(let items):
      return try items.map {
        guard case .string(let text) = $0 else { throw Problem.unreadableJSON }
        return text
      }
    default: throw Problem.unreadableJSON
    }
  }

  /// A whole-number member, if it is there.
  func integer(_ name: String) throws -> Int64? {
    switch self[exactly: name] {
    case nil, .null: return nil
    case .number(let number):
      guard let integer = Int64(number.text) else { throw Problem.unreadableJSON }
      return integer
    default: throw Problem.unreadableJSON
    }
  }

  /// A number member, if it is there.
  func number(_ name: String) throws -> Double? {
    switch self[exactly: name] {
    case nil, .null: return nil
    case .number(let number):
      guard let double = Double(number.text), double.isFinite else { throw Problem.unreadableJSON }
      return double
    default: throw Problem.unreadableJSON
    }
  }

  /// The part of the library.
  func libraryScope() throws -> Scope? {
    try Scope(uniqueID: text("unique_id"), folderID: integer("folder_id").map { String($0) })
  }

  /// The scope of a single video.
  func scope() throws -> Scope? {
    try Scope(uniqueID: text("unique_id"))
  }
}
