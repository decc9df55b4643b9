import Foundation
import MemoriesKit

extension Service {
  /// The routes of Visual Intelligence.
  static let visualIntelligenceOperations: [Operation] = [
    Operation(.visualIntelligence("POST", "/upload"), .upload, VisualIntelligence.UploadAsset.self)
    {
      try $0.uploadAsset($1)
    },
    Operation(
      .visualIntelligence("GET", "/{asset_id}/metadata"), .metadata,
      VisualIntelligence.GetAssetMetadata.self
    ) {
      try $0.assetMetadata($1)
    },
    Operation(
      .visualIntelligence("GET", "/{asset_id}/download"), .download,
      VisualIntelligence.DownloadAsset.self
    ) {
      try $0.downloadAsset($1)
    },
    Operation(
      .visualIntelligence("GET", "/download"), .download, VisualIntelligence.DownloadResource.self
    ) {
      try $0.downloadResource($1)
    },
    Operation(.visualIntelligence("DELETE", "/{asset_id}"), .delete) {
      try $0.deleteAsset($1)
    },
  ]

  private mutating func uploadAsset(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let part = try Form(request).file()
    guard Asset.contentTypes[part.fileExtension] != nil else { throw Problem.exceeded }
    let asset = Asset(
      assetID: library.makeIdentifier(prefix: "re_", first: 660_727_003_963_174_912),
      part: part,
      processing: Indexing(
        settings.indexing, fails: settings.indexingFails(part.fileName), now: now))
    library.assets.append(asset)
    return Sandbox.Product.visualIntelligence.success(["asset_id": .string(asset.assetID)])
  }

  private mutating func assetMetadata(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let index = try index(of: request.segment(fromEnd: 1))
    defer { library.assets[index].processing.countPoll() }
    return Sandbox.Product.visualIntelligence.success([
      "total": 1, "resource": .array([library.assets[index].metadata]),
    ])
  }

  private mutating func downloadAsset(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let asset = library.assets[try index(of: request.segment(fromEnd: 1))]
    guard asset.processing.status == .succeeded, let resource = asset.resource else {
      throw Problem.invalid("Asset is not ready")
    }
    try payDownload(of: resource.content.byteCount)
    return Sandbox.Answer(
      headers: [
        "Content-Type": resource.contentType, "Content-Disposition": resource.disposition,
      ],
      body: Sandbox.Body(source: .stored(resource.content)))
  }

  private mutating func deleteAsset(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    library.assets.remove(at: try index(of: request.segment(fromEnd: 0)))
    return Sandbox.Product.visualIntelligence.success(.null)
  }

  private func index(of assetID: String) throws -> Int {
    guard let index = library.assets.firstIndex(where: { $0.assetID == assetID }) else {
      throw Problem.invalid("Asset not found")
    }
    return index
  }
}

/// An asset of Visual Intelligence.
struct Asset {
  let assetID: String
  let fileName: String
  let fileExtension: String
  let byteCount: Int64
  let content: StoredContent?
  let uploadedAt: Int64
  var processing: Indexing

  init(assetID: String, part: Sandbox.Part, processing: Indexing) {
    self.assetID = assetID
    self.processing = processing
    fileName = part.fileName
    fileExtension = part.fileExtension
    byteCount = part.byteCount
    content = part.content
    uploadedAt = Int64(Date().timeIntervalSince1970 * 1000)
  }

  var blob: String { "\(assetID).\(fileExtension)" }

  var resource: Resource? {
    content.map {
      let contentType = Self.contentTypes[fileExtension] ?? "application/octet-stream"
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
