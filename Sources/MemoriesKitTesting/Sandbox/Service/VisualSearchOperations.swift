import Foundation
import MemoriesKit

extension Service {
  /// The routes of Visual Search.
  static let visualSearchOperations = [
    Operation(route: .visualSearch("POST", "/upload"), group: .upload) {
      try $0.uploadVideo($1)
    },
    Operation(route: .visualSearch("GET", "/get_metadata"), group: .metadata) {
      try $0.videoMetadata($1)
    },
    Operation(route: .visualSearch("POST", "/search_clips_by_image"), group: .search) {
      try $0.searchClips($1)
    },
    Operation(route: .visualSearch("POST", "/list_videos"), group: .list) {
      try $0.listVideos($1)
    },
    Operation(route: .visualSearch("POST", "/download"), group: .download) {
      try $0.downloadVideo($1)
    },
    Operation(route: .visualSearch("GET", "/download"), group: .download) {
      try $0.downloadResource($1)
    },
    Operation(route: .visualSearch("POST", "/delete_videos"), group: .delete) {
      try $0.deleteVideos($1)
    },
  ]

  private mutating func uploadVideo(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let form = try Form(request)
    let part = try form.file()
    try part.require(
      extensions: ["mp4", "avi", "mkv", "mov"], contentType: "video/",
      limit: settings.videoByteLimit)
    let scope = try form.target()
    let details = try Video.Details(form)
    try requireBalance()
    let video = add(part, scope: scope, details: details)
    return Sandbox.Product.visualSearch.success([
      "videoNo": .string(video.videoNo), "videoName": .string(video.name),
      "videoStatus": "UNPARSE", "uploadTime": .string(String(video.uploadedAt)),
    ])
  }

  /// Adds a video to the library.
  @discardableResult
  mutating func add(_ part: Sandbox.Part, scope: Scope, details: Video.Details) -> Video {
    let video = Video(
      videoNo: library.makeIdentifier(prefix: "VI", first: 568_102_998_803_353_600),
      part: part, scope: scope, details: details,
      indexing: Indexing(
        settings.indexing, fails: settings.indexingFails(part.fileName), now: now))
    library.videos.append(video)
    if details.callback != nil, case .after(let duration) = settings.indexing {
      expectCallback(after: duration)
    }
    return video
  }

  private mutating func videoMetadata(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    guard let videoNo = request.query.value(of: "video_no"), !videoNo.isEmpty else {
      throw Problem.invalid("video_no cannot be null or empty")
    }
    guard let index = index(of: videoNo, in: try request.queryScope()) else {
      return Sandbox.Product.visualSearch.success(.null)
    }
    defer { library.videos[index].indexing.countPoll() }
    return Sandbox.Product.visualSearch.success(library.videos[index].metadata)
  }

  private func searchClips(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let form = try Form(request)
    let image = try form.file()
    try image.require(
      extensions: ["jpg", "jpeg", "png", "gif", "bmp", "webp"], contentType: "image/",
      limit: settings.imageByteLimit)
    let videoNo = try form.requiredText("video_no")
    let prompt = try form.requiredText("prompt")
    let scope = try form.scope()
    try requireBalance()
    // A video that is not indexed yet, or not in the scope, has no clips. That is no error.
    guard let index = index(of: videoNo, in: scope),
      library.videos[index].indexing.status == .succeeded
    else { return Sandbox.Product.visualSearch.success([]) }
    let clips = library.videos[index].clips(for: prompt, image: image.checksum ?? 0)
    return Sandbox.Product.visualSearch.success(.array(clips))
  }

  private mutating func downloadVideo(_ request: Sandbox.Request) throws -> Sandbox.Answer {
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
    guard let resource = library.resource(bucket: bucket, blob: blob) else {
      throw Problem.invalid("Resource does not exist")
    }
    try payDownload(of: resource.content.byteCount)
    return Sandbox.Answer(
      headers: [
        "Content-Type": resource.contentType, "Content-Disposition": resource.disposition,
      ],
      body: Sandbox.Body(source: .stored(resource.content)), framing: .chunked)
  }

  private mutating func deleteVideos(_ request: Sandbox.Request) throws -> Sandbox.Answer {
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

  private func index(of videoNo: String, in scope: Scope?) -> Int? {
    library.videos.firstIndex { $0.videoNo == videoNo && scope.includes($0.scope) }
  }
}

extension Video.Details {
  fileprivate init(_ form: Form) throws {
    callback = try form.text("callback", limit: 299)
    if let text = try form.text("datetime_taken") {
      guard let time = CaptureTime(text) else {
        throw Problem.invalid("datetime_taken must be yyyy-MM-dd HH:mm:ss")
      }
      capturedAt = time
    }
    cameraModel = try form.text("camera_model", limit: 200)
    latitude = try form.number("latitude")
    longitude = try form.number("longitude")
    tags = try form.list("tags", limit: 20)
    isRetained = try form.flag("retain_original_video") ?? true
  }
}

extension Video {
  /// Invented clips: equal for equal video, prompt and image.
  fileprivate func clips(for prompt: String, image: UInt32) -> [JSONValue] {
    let seed = Sandbox.checksum(Data("\(videoNo)\(checksum)\(image)\(prompt)".utf8))
    return (0..<3).map { rank in
      let position = Double((seed >> (8 * UInt32(rank))) & 0xff) / 256
      let start = (position * Double(seconds) * 10).rounded(.down) / 10
      let score = 0.95 - Double(rank) * 0.05 - Double(seed % 100) / 10_000
      var clip: [JSONValue.Member] = [
        .init(name: "start_time", value: .double(start)),
        .init(name: "end_time", value: .double(min(start + 5, Double(seconds)))),
        .init(name: "score", value: .double((score * 10_000).rounded() / 10_000)),
      ]
      if isStored {
        clip.append(.init(name: "video_bucket", value: .string(Library.bucket)))
        clip.append(.init(name: "video_blob", value: .string(blob)))
      }
      return .object(clip)
    }
  }
}
