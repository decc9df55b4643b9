extension VisualSearch {
  /// Moves up to 500 videos to another folder.
  ///
  /// ```swift
  /// try await client.send(VisualSearch.MoveVideos(["VI606404158946574336"], to: folder.id))
  /// ```
  public struct MoveVideos: Operation, AnsweredOperation, Hashable, Codable {
    /// The videos, from 1 to 500.
    public var videoNos: [VideoNo]
    /// The folder that they go to: one of your own, or -1 for the default folder.
    public var folderID: Int64

    /// Moves videos.
    public init(_ videoNos: [VideoNo], to folderID: Int64) {
      self.videoNos = videoNos
      self.folderID = folderID
    }

    /// The service tells nothing.
    public typealias Output = NoOutput

    /// Moving a video twice to the same folder is the same as moving it once.
    public static let traits = OperationTraits(
      "VisualSearch.MoveVideos", .safe, rateGroup: .list)

    /// Refuses no videos and more than 500, an empty number, and a folder that cannot be written.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkNumbers(videoNos, "videoNos", atMost: 500)
      rules.require(
        folderID > 0 || folderID == -1, "folderID",
        "\(folderID) is not the number of a folder that can be written")
      return rules.problems
    }

    /// `POST /folders/move`, in JSON unlike the other requests about folders.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, "folders", "move", body: .json(Body(folderID: folderID, videoNos: videoNos)))
    }

    private struct Body: Encodable {
      let folderID: Int64
      let videoNos: [VideoNo]

      enum CodingKeys: String, CodingKey {
        case folderID = "folder_id"
        case videoNos = "video_nos"
      }
    }
  }
}
