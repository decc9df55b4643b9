import Foundation

extension VisualSearch {
  /// The receipt for an accepted upload.
  public struct UploadReceipt: Sendable, Hashable, Codable, Identifiable {
    /// The number of the video, for all further calls.
    public let videoNo: VideoNo
    /// The name that the service gave the stored file; not the name of the file that was sent.
    public let videoName: String?
    /// The state of indexing, `UNPARSE` at this point.
    public let videoStatus: VideoStatus?
    /// When the service accepted the video.
    public let uploadTime: Date?

    /// Makes a receipt, for tests and fakes.
    public init(
      videoNo: VideoNo, videoName: String? = nil, videoStatus: VideoStatus? = nil,
      uploadTime: Date? = nil
    ) {
      self.videoNo = videoNo
      self.videoName = videoName
      self.videoStatus = videoStatus
      self.uploadTime = uploadTime
    }

    /// The number of the video.
    public var id: VideoNo { videoNo }
  }
}
