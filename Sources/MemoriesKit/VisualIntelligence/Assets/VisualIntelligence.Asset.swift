import Foundation

extension VisualIntelligence {
  /// The metadata of one file of the Visual Intelligence API. Everything but the id may be missing.
  public struct Asset: Sendable, Hashable, Codable, Identifiable {
    /// The id of the file.
    public let assetID: AssetID
    /// The name of the file at its upload.
    public let originalFilename: String?
    /// The extension of the name, without a dot.
    public let fileExtension: String?
    /// The size in bytes.
    public let fileSize: Int64?
    /// The state of the upload.
    public let uploadStatus: VisualIntelligence.UploadStatus?
    /// When the upload began.
    public let createTime: Date?
    /// When the asset last changed.
    public let modifyTime: Date?

    /// Makes an asset, for tests and fakes.
    public init(
      assetID: AssetID, originalFilename: String? = nil, fileExtension: String? = nil,
      fileSize: Int64? = nil, uploadStatus: VisualIntelligence.UploadStatus? = nil,
      createTime: Date? = nil,
      modifyTime: Date? = nil
    ) {
      self.assetID = assetID
      self.originalFilename = originalFilename
      self.fileExtension = fileExtension
      self.fileSize = fileSize
      self.uploadStatus = uploadStatus
      self.createTime = createTime
      self.modifyTime = modifyTime
    }

    /// The id of the file.
    public var id: AssetID { assetID }

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
}
