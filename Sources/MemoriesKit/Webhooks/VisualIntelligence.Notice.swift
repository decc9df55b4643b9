import Foundation

extension VisualIntelligence {
  /// What the service posts to the account's webhook when a job is over.
  ///
  /// Nothing in it is signed, and there is no question that would tell whether it is true. Register a
  /// webhook with a ``CallbackToken`` in its URL, refuse what comes without, and ignore jobs that you
  /// do not know.
  ///
  /// ```swift
  /// guard token.isIn(request.url.string) else { return .forbidden }
  /// let notice = try VisualIntelligence.Notice(parsing: body)
  /// let frames = try notice.result(of: job)         // the job that has notice.taskID
  /// ```
  ///
  /// The documentation does not say whether the service posts again, or in which order. It does ask
  /// for a 2xx.
  public struct Notice: Sendable, Hashable {
    /// The job that is over.
    public let taskID: TaskID
    /// The code: `200` for success, in older documentation `0000`.
    public let code: String?
    /// The message, whichever of its two names it has.
    public let message: String?
    /// What the job has brought, as it arrived.
    public let data: JSONValue
    /// Whether the job has succeeded.
    public let isSuccess: Bool
    /// All that the service posted.
    public let json: JSONValue

    /// Reads the body of a notice.
    ///
    /// - Parameters:
    ///   - body: The body of the request. Stop your server from reading bodies of any length.
    ///   - limit: The most bytes to look at. The documentation names none; a transcript of hours can
    ///     have some megabytes.
    public init(parsing body: Data, limit: Int = 16 << 20) throws(Unreadable) {
      json = try JSONValue(posted: body, limit: limit)
      data = json["data"] ?? .null
      guard let task = json.identifier("task_id") ?? data.identifier("task_id") else {
        throw .namesNothing
      }
      taskID = TaskID(task)
      code = json.word("code")
      message = json.word("message") ?? json.word("msg")
      isSuccess = SuccessRule.isMet(
        status: 200, code: code, success: json["success"]?.bool, failed: json["failed"]?.bool)
    }

    /// The result of a job.
    ///
    /// The service nests results up to three levels deep, each under `data`. They are read as if all
    /// members were on one level.
    ///
    /// - Throws: ``MemoriesError``: ``MemoriesError/Kind/processingFailed`` when the job has failed,
    ///   ``MemoriesError/Kind/unexpectedAnswer`` when the result cannot be read, and
    ///   ``MemoriesError/Kind/invalidRequest`` when this is about another job.
    public func result<Result>(of job: Job<Result>) throws -> Result {
      guard job.taskID == taskID else {
        throw MemoriesError(
          .invalidRequest, .notSent, "the notice is about the job \(taskID), not \(job.taskID)")
      }
      guard isSuccess else {
        throw MemoriesError(.processingFailed, .done, code: code, serverMessage: message)
      }
      do {
        return try data.flattened.decode(Result.self)
      } catch {
        throw MemoriesError.unreadable(
          "the result of the job \(taskID)", error, in: data.text(limit: 300))
      }
    }

    /// Why a body is no notice.
    public typealias Unreadable = UnreadablePost
  }
}

extension JSONValue {
  /// The members of nested `data` objects beside those around them; the inner ones win. What is no
  /// object stands under `data`.
  fileprivate var flattened: JSONValue {
    guard let object else { return isNull ? self : ["data": self] }
    guard case .object(let inner)? = self["data"]?.flattenedObject else { return self }
    let outer = object.members.filter { member in
      !JSONName.matches(member.name, "data") && inner[member.name] == nil
    }
    return .object(Object(outer + inner.members))
  }

  private var flattenedObject: JSONValue? {
    object == nil ? nil : flattened
  }
}
