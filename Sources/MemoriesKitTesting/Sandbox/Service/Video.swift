import Foundation
import MemoriesKit

/// A video of Visual Search.
struct Video {
  let videoNo: String
  let origin: Origin
  var scope: Scope
  let details: Details
  let uploadedAt: Int64
  var indexing: Indexing
  /// What a test says is in the video; the sandbox looks into none.
  var description = Description()
  private var isCallbackSent = false

  /// Where a video came from.
  struct Origin {
    let fileName: String
    let byteCount: Int64
    let checksum: UInt32
    /// The bytes; nil for a video from a URL, which the sandbox does not fetch.
    var content: StoredContent?
    /// The URL that it came from.
    var url: String?
    /// The import that brought it.
    var taskID: String?
    /// The platform, if it is in the public library.
    var platform: String?
  }

  /// The details that the uploader gave.
  struct Details {
    var callback: String?
    var capturedAt: CaptureTime?
    var cameraModel: String?
    var latitude: Double?
    var longitude: Double?
    var tags: [String] = []
    var isRetained = true
    var prompt: String?
  }

  /// What a test says is in the video.
  struct Description {
    var transcript: [Sandbox.Line]?
    var captions: [Sandbox.Line]?
    var pictures: [Sandbox.Picture]?
  }

  init(
    videoNo: String, origin: Origin, scope: Scope, details: Details, indexing: Indexing
  ) {
    self.videoNo = videoNo
    self.origin = origin
    self.scope = scope
    self.details = details
    self.indexing = indexing
    uploadedAt = Int64(Date().timeIntervalSince1970 * 1000)
  }

  var isPublic: Bool { origin.platform != nil }

  private var byteCount: Int64 { origin.byteCount }
  var checksum: UInt32 { origin.checksum }

  /// The internal name: 32 hexadecimal digits, unrelated to the file name.
  var name: String {
    let digits = String(checksum, radix: 16) + videoNo.dropFirst(2)
    return String(repeating: "0", count: max(0, 32 - digits.count)) + digits.suffix(32)
  }

  /// Where the file is stored, if it is.
  var location: Location? {
    guard isStored else { return nil }
    let suffix = (origin.fileName as NSString).pathExtension.lowercased()
    return Location(bucket: Library.bucket, blob: videoNo + "." + suffix)
  }

  /// Whether the file can be downloaded. After indexing it can only if the uploader wanted to keep
  /// it.
  var isStored: Bool {
    origin.content != nil && (details.isRetained || !indexing.isFinished)
  }

  var resource: Resource? {
    origin.content.map {
      Resource(fileName: origin.fileName, contentType: "application/octet-stream", content: $0)
    }
  }

  /// An invented length: that of a stream of one megabit per second.
  var seconds: Int64 { max(1, byteCount / 125_000) }

  var status: String {
    switch indexing.status {
    case .waiting, .working: "UNPARSE"
    case .succeeded: "PARSE"
    case .failed: "FAILED"
    }
  }

  /// The callback; returned once, after indexing has ended.
  mutating func takeCallback() -> Sandbox.Callback? {
    guard indexing.isFinished, !isCallbackSent, let url = details.callback else { return nil }
    isCallbackSent = true
    // A callback has FAIL where the metadata has FAILED.
    let isFailure = indexing.status == .failed
    let body: JSONValue =
      if let taskID = origin.taskID {
        [
          "videoId": .string(videoNo), "taskId": .string(taskID),
          "message": .string(isFailure ? "failed" : "success"),
          "status": .string(isFailure ? "FAIL" : "INDEXING_SUCCEEDED"),
        ]
      } else {
        ["videoNo": .string(videoNo), "status": .string(isFailure ? "FAIL" : "PARSE")]
      }
    return Sandbox.Callback(url: url, body: body.text())
  }

  /// The item in a list, which gets most members after indexing.
  var listItem: [JSONValue.Member] {
    var item = Members()
    item["video_no"] = .string(videoNo)
    item["video_name"] = .string(name)
    if indexing.status == .succeeded {
      item["duration"] = .int(seconds)
      item["size"] = .int(byteCount)
    }
    item["video_url"] = origin.url.map { .string($0) }
    item["create_time"] = .int(uploadedAt)
    item["status"] = .string(status)
    if indexing.status == .failed { item["cause"] = "Indexing failed. " }
    guard indexing.status == .succeeded else { return item.list }
    item["datetime_taken"] = details.capturedAt.map { .int($0.milliseconds) }
    item["camera_model"] = details.cameraModel.map { .string($0) }
    item["latitude"] = details.latitude.map { .double($0) }
    item["longitude"] = details.longitude.map { .double($0) }
    item["tags"] = .array((details.tags + ["api"]).map { .string($0) })
    item.add(location)
    return item.list
  }

  /// The answer to a poll: the item with details of the picture.
  var metadata: JSONValue {
    guard indexing.status == .succeeded else { return .object(listItem) }
    var item = Members(list: listItem)
    item["resolution_label"] = "720P"
    item["fps"] = 30
    item["width"] = 1280
    item["height"] = 720
    return .object(item.list)
  }
}
