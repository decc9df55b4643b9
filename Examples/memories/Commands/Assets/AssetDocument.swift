import Foundation
import MemoriesKit

/// An asset for output. The coding of the SDK uses the names of the service, such as `assetId`.
struct AssetDocument: Encodable {
  let assetID: VisualIntelligence.AssetID
  let originalFilename: String?
  let fileExtension: String?
  let fileSize: Int64?
  let uploadStatus: VisualIntelligence.UploadStatus?
  let createTime: Date?
  let modifyTime: Date?

  private enum CodingKeys: String, CodingKey {
    case assetID, originalFilename, fileSize, uploadStatus, createTime, modifyTime
    case fileExtension = "extension"
  }

  init(_ asset: VisualIntelligence.Asset) {
    assetID = asset.assetID
    originalFilename = asset.originalFilename
    fileExtension = asset.fileExtension
    fileSize = asset.fileSize
    uploadStatus = asset.uploadStatus
    createTime = asset.createTime
    modifyTime = asset.modifyTime
  }

  /// The asset for people.
  var lines: [String] {
    Lines.fields([
      "asset": assetID, "file": originalFilename, "extension": fileExtension,
      "size": fileSize.map { "\($0) bytes" }, "status": uploadStatus, "created": createTime,
      "changed": modifyTime,
    ])
  }
}
