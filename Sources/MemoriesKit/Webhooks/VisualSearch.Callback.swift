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
      guard body.count <= limit else { throw .tooLarge(limit: limit) }
      do {
        json = try JSONParser.parse(body)
      } catch {
        throw .notJSON(reason: "\(error)")
      }
      guard case .object = json else { throw .notAnObject }
      videoNo = (json.identifier("videoNo") ?? json.identifier("videoId")).map(VideoNo.init)
      taskID = json.identifier("taskId").map(TaskID.init)
      status = json.word("status").map(CallbackStatus.init)
      message = json.word("message")
      clientID = json.identifier("clientId")
      guard videoNo != nil || taskID != nil else { throw .namesNothing }
    }

    /// Why a body is no callback.
    public enum Unreadable: Error, Sendable, Hashable, CustomStringConvertible {
      /// It has more bytes than allowed.
      case tooLarge(limit: Int)
      /// It is not JSON.
      case notJSON(reason: String)
      /// It is JSON, but not an object.
      case notAnObject
      /// It names neither a video nor an import.
      case namesNothing

      /// The reason in words.
      public var description: String {
        switch self {
        case .tooLarge(let limit): "the callback has more than \(limit) bytes"
        case .notJSON(let reason): "the callback is not JSON: \(reason)"
        case .notAnObject: "the callback is not a JSON object"
        case .namesNothing: "the callback names neither a video nor an import"
        }
      }
    }
  }
}

extension JSONValue {
  /// A member that is a word, or a number as its digits.
  fileprivate func word(_ name: String) -> String? {
    switch self[name] {
    case .string(let text) where text != "null": text
    case .number(let number): number.text
    default: nil
    }
  }

  /// A member that is fit for an id. Whoever posts a forged callback chooses what it ends up as in
  /// a log.
  fileprivate func identifier(_ name: String) -> String? {
    word(name).flatMap { text in
      (1...256).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        ? text : nil
    }
  }
}
