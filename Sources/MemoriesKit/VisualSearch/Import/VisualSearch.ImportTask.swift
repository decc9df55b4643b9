extension VisualSearch {
  /// The receipt for an import, which goes on without the client.
  public struct ImportTask: Sendable, Hashable, Codable, Identifiable {
    /// The id of the task, to ask with ``GetImport`` or to wait with
    /// ``MemoriesClient/waitForImport(_:expecting:scope:options:)``.
    public let taskID: TaskID

    /// Makes a receipt, for tests and fakes.
    public init(taskID: TaskID) {
      self.taskID = taskID
    }

    /// The id of the task.
    public var id: TaskID { taskID }
  }

  /// The height of imported videos in pixels. YouTube videos have at most this, and videos of other
  /// platforms keep their own.
  public enum Quality: String, Sendable, Hashable, Codable, CaseIterable {
    /// 360 pixels.
    case p360 = "360"
    /// 480 pixels.
    case p480 = "480"
    /// 720 pixels.
    case p720 = "720"
    /// 1080 pixels.
    case p1080 = "1080"
    /// 1440 pixels.
    case p1440 = "1440"
    /// 2160 pixels.
    case p2160 = "2160"
  }
}
