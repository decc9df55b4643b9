import Foundation
import MemoriesKit

/// An asset of Visual Intelligence.
struct Asset {
  let assetID: String
  let fileName: String
  let fileExtension: String
  let byteCount: Int64
  let checksum: UInt32
  let content: StoredContent?
  let uploadedAt: Int64
  /// The collection of pictures that it belongs to, `im_…`.
  var collection: String?
  /// What a test says is in it, because nothing looks.
  var description = Video.Description()
  var processing: Indexing

  init(assetID: String, part: Sandbox.Part, processing: Indexing) {
    self.assetID = assetID
    self.processing = processing
    fileName = part.fileName
    fileExtension = part.fileExtension
    byteCount = part.byteCount
    checksum = part.checksum ?? 0
    content = part.content
    uploadedAt = Int64(Date().timeIntervalSince1970 * 1000)
  }

  var blob: String { "\(assetID).\(fileExtension)" }

  var resource: Resource? {
    content.map {
      let contentType =
        Self.contentTypes[fileExtension]
        ?? (fileExtension == "zip" ? "application/zip" : "application/octet-stream")
      return Resource(fileName: fileName, contentType: contentType, content: $0)
    }
  }

  var metadata: JSONValue {
    let time = JSONValue.string(String(uploadedAt))
    return [
      "extension": .string(fileExtension), "asset_id": .string(assetID),
      "original_filename": .string(fileName), "file_size": .string(String(byteCount)),
      "upload_status": .string(status), "create_time": time, "modify_time": time,
    ]
  }

  private var status: String {
    switch processing.status {
    case .waiting: "WAITING"
    case .working: "UPLOADING"
    case .succeeded: "SUCCESS"
    case .failed: "FAILED"
    }
  }

  /// The documented formats with their usual file extensions.
  static let contentTypes = [
    "mp4": "video/mp4", "mov": "video/quicktime", "avi": "video/x-msvideo",
    "webm": "video/webm", "mkv": "video/x-matroska", "flv": "video/x-flv",
    "wmv": "video/x-ms-wmv", "mpeg": "video/mpeg", "mpg": "video/mpeg",
    "mp3": "audio/mpeg", "wav": "audio/wav", "aac": "audio/aac", "flac": "audio/flac",
    "ogg": "audio/ogg", "m4a": "audio/mp4",
    "jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "webp": "image/webp", "bmp": "image/bmp", "tiff": "image/tiff", "tif": "image/tiff",
  ]
}
