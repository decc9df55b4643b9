import Foundation

extension VisualSearch {
  /// What the service posts to the callback of an upload or an import.
  ///
  /// Nothing in it is signed, so anyone who knows the URL can post the same. Give the service a URL
  /// with a ``CallbackToken``, and ask the service with ``MemoriesClient/confirm(_:scope:options:)``
  /// before you rely on what a callback says.
  ///
  /// ```swift
  /// guard token.isIn(request.url.string) else { return .forbidden }
  /// let callback = try VisualSearch.Callback(parsing: body)
  /// let confirmation = try await client.confirm(callback)
  /// ```
  ///
  /// The documentation does not say what the service expects as the answer, whether it calls again,
  /// or what it posts when the indexing of an imported video fails. So answer 200 at once, expect
  /// the same callback twice, and poll for what never arrives.
  public struct Callback: Sendable, Hashable {
    /// The video, whichever of its three names the service used for it.
    public let videoNo: VideoNo?
    /// The import, if the callback belongs to one.
    public let taskID: TaskID?
    /// What has happened.
    public let status: CallbackStatus?
    /// A sentence of the service, which the callbacks of imports have.
    public let message: String?
    /// The `clientId` that some callbacks of uploads have. The documentation does not explain it.
    public let clientID: String?
    /// All that the service posted.
    public let json: JSONValue

    /// Reads the body of a callback.
    ///
    /// A member that this type cannot read is nil here, and in ``json`` as it arrived. That includes
    /// an id that is longer than 256 characters or has other than visible ASCII characters, because
    /// no id of the service does.
    ///
    /// - Parameters:
    ///   - body: The body of the request. Stop your server from reading bodies of any length.
    ///   - limit: The most bytes to look at. The documented callbacks have fewer than 300.
    public init(parsing body: Data, limit: Int = 65_536) throws(Unreadable) {
      json = try JSONValue(posted: body, limit: limit)
      videoNo = (json.identifier("videoNo") ?? json.identifier("videoId")).map(VideoNo.init)
      taskID = json.identifier("taskId").map(TaskID.init)
      status = json.word("status").map(CallbackStatus.init)
      message = json.word("message")
      clientID = json.identifier("clientId")
      guard videoNo != nil || taskID != nil else { throw .namesNothing }
    }

    /// Why a body is no callback.
    public typealias Unreadable = UnreadablePost
  }
}
