import Foundation

/// What the service knows of one file of the Visual Intelligence API. Everything but the id may be
/// missing.
public struct Asset: Sendable, Hashable, Codable {
  /// The id of the file.
  public let assetID: AssetID
  /// The name that the file had when it was uploaded.
  public let originalFilename: String?
  /// The extension of the name, without a dot.
  public let fileExtension: String?
  /// The size in bytes.
  public let fileSize: Int64?
  /// How far the service is with taking the file in.
  public let uploadStatus: UploadStatus?
  /// When the upload began.
  public let createTime: Date?
  /// When the asset last changed.
  public let modifyTime: Date?

  enum CodingKeys: String, CodingKey {
    case assetID = "assetId"
    case originalFilename
    case fileExtension = "extension"
    case fileSize
    case uploadStatus
    case createTime
    case modifyTime
  }
}
