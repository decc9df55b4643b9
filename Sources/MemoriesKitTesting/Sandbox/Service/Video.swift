import Foundation
import MemoriesKit

/// A video of Visual Search.
struct Video {
  let videoNo: String
  let fileName: String
  let scope: Scope
  let details: Details
  let byteCount: Int64
  let checksum: UInt32
  let content: StoredContent?
  let uploadedAt: Int64
  var indexing: Indexing
  private var isCallbackSent = false

  /// The details that the uploader gave.
  struct Details {
    var callback: String?
    var capturedAt: CaptureTime?
    var cameraModel: String?
    var latitude: Double?
    var longitude: Double?
    var tags: [String] = []
    var isRetained = true
  }

  init(
    videoNo: String, part: Sandbox.Part, scope: Scope, details: Details, indexing: Indexing
  ) {
    self.videoNo = videoNo
    self.scope = scope
    self.details = details
    self.indexing = indexing
    fileName = part.fileName
    byteCount = part.byteCount
    checksum = part.checksum ?? 0
    content = part.content
    uploadedAt = Int64(Date().timeIntervalSince1970 * 1000)
  }

  /// The internal name: 32 hexadecimal digits, unrelated to the file name.
  var name: String {
    let digits = String(checksum, radix: 16) + videoNo.dropFirst(2)
    return String(repeating: "0", count: max(0, 32 - digits.count)) + digits.suffix(32)
  }

  var blob: String { videoNo + "." + (fileName as NSString).pathExtension.lowercased() }

  /// Whether the file can be downloaded. After indexing it can only if the uploader wanted to keep
  /// it.
  var isStored: Bool {
    content != nil && (details.isRetained || !indexing.isFinished)
  }

  var resource: Resource? {
    content.map {
      Resource(fileName: fileName, contentType: "application/octet-stream", content: $0)
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
    let status = indexing.status == .failed ? "FAIL" : "PARSE"
    let body: JSONValue = ["videoNo": .string(videoNo), "status": .string(status)]
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
    item["create_time"] = .int(uploadedAt)
    item["status"] = .string(status)
    if indexing.status == .failed { item["cause"] = "Indexing failed. " }
    guard indexing.status == .succeeded else { return item.list }
    item["datetime_taken"] = details.capturedAt.map { .int($0.milliseconds) }
    item["camera_model"] = details.cameraModel.map { .string($0) }
    item["latitude"] = details.latitude.map { .double($0) }
    item["longitude"] = details.longitude.map { .double($0) }
    item["tags"] = .array((details.tags + ["api"]).map { .string($0) })
    if isStored {
      item["bucket"] = .string(Library.bucket)
      item["blob"] = .string(blob)
    }
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

/// Collects the members of an object; a nil value adds none.
private struct Members {
  var list: [JSONValue.Member] = []

  subscript(name: String) -> JSONValue? {
    get { list.first { $0.name == name }?.value }
    set { if let newValue { list.append(.init(name: name, value: newValue)) } }
  }
}
