extension VisualIntelligence {
  /// Work that goes on after the answer. Its result is posted to the account's webhook.
  ///
  /// The type of the result follows from the request. Keep the job, as JSON for instance, and another
  /// process can read the notice with it:
  ///
  /// ```swift
  /// let job = try await client.send(VisualIntelligence.ExtractFrames(asset.assetID))
  /// // Later, where the webhook arrives:
  /// let notice = try VisualIntelligence.Notice(parsing: body)
  /// let frames = try notice.result(of: job)
  /// ```
  ///
  /// The service has no way to ask for the result, so a notice that is missed is lost.
  public struct Job<Result: Decodable & Sendable>: Sendable, Hashable, Codable, Identifiable {
    /// The name of the job.
    public let taskID: TaskID

    /// Makes a job that the service knows by this name.
    public init(taskID: TaskID) {
      self.taskID = taskID
    }

    /// The name of the job.
    public var id: TaskID { taskID }

    private enum CodingKeys: String, CodingKey {
      case taskID = "taskId"
      case resultType
    }

    /// Reads a job; throws when it was kept for a result of another type.
    public init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      let result = try members.decodeIfPresent(String.self, forKey: .resultType)
      guard result.map({ $0 == Self.resultName }) ?? true else {
        throw DecodingError.dataCorruptedError(
          forKey: .resultType, in: members,
          debugDescription: "the job has a result of the type \(result ?? "?")")
      }
      taskID = try members.decode(TaskID.self, forKey: .taskID)
    }

    /// Writes the name of the job, and of the type of its result.
    public func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(taskID, forKey: .taskID)
      try members.encode(Self.resultName, forKey: .resultType)
    }

    /// The type of the result, as an encoded job names it. Use it to tell kept jobs apart.
    public static var resultName: String { TypeName.of(Result.self) }
  }
}
