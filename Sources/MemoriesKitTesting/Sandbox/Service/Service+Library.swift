import Foundation
import MemoriesKit

// Uploads, metadata, downloads and deletions.

extension Service {
  mutating func uploadVideo(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let form = try Form(request)
    let part = try form.file()
    try part.require(
      extensions: ["mp4", "avi", "mkv", "mov"], contentType: "video/",
      limit: settings.videoByteLimit)
    let scope = try target(form.target())
    let details = try Video.Details(form, tagLimit: 20)
    try requireBalance()
    return receipt(of: add(Video.Origin(part), scope: scope, details: details))
  }

  /// The sandbox fetches nothing. The video has the name in the URL and no content.
  mutating func uploadVideoFromURL(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let form = try Form(urlencoded: request)
    let url = try form.requiredText("url")
    guard let address = URLComponents(string: url), ["http", "https"].contains(address.scheme),
      address.host?.isEmpty == false
    else { throw Problem.invalid("url is not a valid URL") }
    let scope = try target(form.target())
    let details = try Video.Details(form, tagLimit: 20)
    try requireBalance()
    let origin = Video.Origin(
      fileName: (address.path as NSString).lastPathComponent, byteCount: 0,
      checksum: Sandbox.checksum(Data(url.utf8)), url: url)
    return receipt(of: add(origin, scope: scope, details: details))
  }

  private func receipt(of video: Video) -> Sandbox.Answer {
    Sandbox.Product.visualSearch.success([
      "videoNo": .string(video.videoNo), "videoName": .string(video.name),
      "videoStatus": "UNPARSE", "uploadTime": .string(String(video.uploadedAt)),
    ])
  }

  mutating func uploadImages(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let form = try Form(request)
    let parts = try form.files("files")
    for part in parts { try part.requireImage(limit: settings.imageByteLimit) }
    let scope = try target(form.target())
    let details = try Video.Details(form, tagLimit: 50)
    try requireBalance()
    let receipts = parts.map { part -> JSONValue in
      let imageID = library.makeNumber(first: 568_102_998_803_353_601)
      library.images.append(Image(imageID: imageID, part: part, scope: scope, details: details))
      return ["id": .int(imageID)]
    }
    return Sandbox.Product.visualSearch.success(.array(receipts))
  }

  /// Adds a video to a library.
  @discardableResult
  mutating func add(_ origin: Video.Origin, scope: Scope, details: Video.Details) -> Video {
    let isPublic = origin.platform != nil
    let video = Video(
      videoNo: library.makeIdentifier(
        prefix: isPublic ? "PI-" : "VI",
        first: isPublic ? 600_947_902_470_296_459 : 568_102_998_803_353_600),
      origin: origin, scope: scope, details: details,
      indexing: Indexing(
        settings.indexing, fails: settings.indexingFails(origin.fileName), now: now))
    library.videos.append(video)
    if details.callback != nil, case .after(let duration) = settings.indexing {
      expectCallback(after: duration)
    }
    return video
  }

  mutating func videoMetadata(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let videoNo = try request.requiredText("video_no")
    guard let index = index(of: videoNo, in: try request.queryScope()) else {
      return Sandbox.Product.visualSearch.success(.null)
    }
    defer { library.videos[index].indexing.countPoll() }
    return Sandbox.Product.visualSearch.success(library.videos[index].metadata)
  }

  func listUniqueIDs() -> Sandbox.Answer {
    Sandbox.Product.visualSearch.success([
      "unique_ids": .array(library.uniqueIDs.map { .string($0) })
    ])
  }

  mutating func downloadVideo(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let body = try request.json()
    guard case .string(let videoNo)? = body[exactly: "video_no"], !videoNo.isEmpty else {
      throw Problem.invalid("video_no cannot be null or empty")
    }
    guard let index = index(of: videoNo, in: try body.scope()),
      library.videos[index].isStored, let resource = library.videos[index].resource
    else { throw Problem.invalid("video not found") }
    try payDownload(of: resource.content.byteCount)
    return Sandbox.Answer(
      headers: ["Content-Type": "application/octet-stream"],
      body: Sandbox.Body(source: .stored(resource.content)), framing: .chunked)
  }

  /// The download by location, which both products offer for the same locations.
  mutating func downloadResource(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    guard let bucket = request.query.value(of: "bucket"), !bucket.isEmpty else {
      throw Problem.invalid("Bucket cannot be null or empty")
    }
    guard let blob = request.query.value(of: "blob"), !blob.isEmpty else {
      throw Problem.invalid("Blob cannot be null or empty")
    }
    guard let resource = library.resource(at: Location(bucket: bucket, blob: blob)) else {
      throw Problem.invalid("Resource does not exist")
    }
    try payDownload(of: resource.content.byteCount)
    return Sandbox.Answer(
      headers: [
        "Content-Type": resource.contentType, "Content-Disposition": resource.disposition,
      ],
      body: Sandbox.Body(source: .stored(resource.content)), framing: .chunked)
  }

  mutating func deleteVideos(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    guard case .array(let items) = try request.json(), (1...100).contains(items.count) else {
      throw Problem.invalid("The body must be an array of 1 to 100 video numbers")
    }
    let scope = try request.queryScope()
    for item in items {
      guard case .string(let videoNo) = item else { throw Problem.unreadableJSON }
      // Skips unknown videos silently, because the operation is idempotent.
      if let index = index(of: videoNo, in: scope) { library.videos.remove(at: index) }
    }
    return Sandbox.Product.visualSearch.success(.null)
  }

  /// A video of the private library.
  func index(of videoNo: String, in scope: Scope?) -> Int? {
    library.videos.firstIndex {
      $0.videoNo == videoNo && !$0.isPublic && scope.includes($0.scope)
    }
  }

  /// The scope of an upload, which comes into being with it.
  mutating func target(_ scope: Scope?) throws -> Scope {
    guard scope != .legacy else { throw Problem.invalid("The folder is read-only") }
    try requireFolder(scope)
    let scope = scope ?? .standard
    if case .uniqueID(let name) = scope, !library.uniqueIDs.contains(name) {
      library.uniqueIDs.append(name)
    }
    return scope
  }
}

extension Video.Origin {
  init(_ part: Sandbox.Part) {
    self.init(
      fileName: part.fileName, byteCount: part.byteCount, checksum: part.checksum ?? 0,
      content: part.content)
  }
}

extension Video.Details {
  fileprivate init(_ form: Form, tagLimit: Int) throws {
    callback = try form.text("callback", limit: 299)
    capturedAt = try form.text("datetime_taken").map(CaptureTime.init(ofParameter:))
    cameraModel = try form.text("camera_model", limit: 200)
    latitude = try form.number("latitude")
    longitude = try form.number("longitude")
    tags = try form.list("tags", limit: tagLimit)
    isRetained = try form.flag("retain_original_video") ?? true
    prompt = try form.text("video_transcription_prompt")
  }
}
