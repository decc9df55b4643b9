/// One event in the life of a call or a wait, for observers that log or count. It never holds the
/// API key.
///
/// All events of one call carry the same ``call`` id, from its one ``Kind/callStarted`` to its one
/// ``Kind/callEnded``. A wait has an id of its own, from its ``Kind/waitStarted`` to its
/// ``Kind/waitEnded``. The calls that poll for a wait name it as their ``parent``. The
/// documentation of each kind lists the optional properties that the kind sets.
///
/// ```swift
/// configuration.observer = { event in
///   switch event.kind {
///   case .callEnded where event.result == .failed: logger.error("\(event)")
///   case .callEnded, .repeating: logger.info("\(event)")
///   default: logger.debug("\(event)")
///   }
/// }
/// ```
public struct ClientEvent: Sendable, Hashable {
  /// What happened.
  public var kind: Kind
  /// The id of the call or the wait that the event belongs to.
  public var call: CallID
  /// The wait that this call polls for; nil for a call of its own.
  public var parent: CallID?
  /// The request's name, for example `VisualSearch.UploadVideo`.
  public var operation: String
  /// The number of the attempt, counted from 1.
  public var attempt: Int?
  /// The HTTP method of the request.
  public var method: String?
  /// The path of the request's URL.
  public var path: String?
  /// The name of the engine that serves the attempt: `URLSession`, or `libcurl` with its version.
  public var engine: String?
  /// The HTTP status of the answer.
  public var status: Int?
  /// The length of a pause that begins, or the time since the call began.
  public var duration: Duration?
  /// The error that the kind of the event speaks of.
  public var error: MemoriesError?
  /// Why the client waits or does not retry, in words for a person.
  public var reason: String?
  /// A difference between the answer and the documentation.
  public var drift: Drift?
  /// How the call or the wait ended.
  public var result: Ending?
  /// How many times the client sent the request.
  public var attempts: Int?
  /// The number of body bytes that all attempts together sent.
  public var bytesSent: Int64?
  /// The number of body bytes that all attempts together received.
  public var bytesReceived: Int64?

  /// Makes an event, for tests of an observer.
  public init(
    _ kind: Kind, call: CallID = CallID(), parent: CallID? = nil, operation: String = ""
  ) {
    self.kind = kind
    self.call = call
    self.parent = parent
    self.operation = operation
  }
}

extension ClientEvent {
  /// What an event tells. Later versions may add kinds, so give a `switch` over them a default.
  public struct Kind: Sendable, Hashable, CustomStringConvertible {
    /// The name of the kind, for example `callEnded`.
    public let description: String

    private init(_ name: String) {
      description = name
    }

    /// A call of the client began: `send`, `reply`, `download`, `chunks` or `events`.
    public static let callStarted = Kind("callStarted")
    /// The call ended. Sets `result`, `duration`, `attempts`, `bytesSent`, `bytesReceived` and,
    /// after a failure, `error`. A call of `chunks` or `events` ends when the caller has read the
    /// last one or can read no more. A refusal counts as a failure, even where `reply` returns it
    /// as a value.
    public static let callEnded = Kind("callEnded")
    /// A wait began: `wait(for:)`, `waitUntil…`, `states…`, or `reconcile` with `waiting`. The
    /// calls that poll for it name it as their `parent`.
    public static let waitStarted = Kind("waitStarted")
    /// The wait ended. Sets `result`, `duration` and, after a failure, `error`.
    public static let waitEnded = Kind("waitEnded")
    /// The client is about to send the request. Sets `attempt`, `method`, `path` and `engine`.
    public static let attemptStarted = Kind("attemptStarted")
    /// The status and the headers of the answer arrived. Sets `attempt`, `status` and, as
    /// `duration`, the time since the call began.
    public static let answered = Kind("answered")
    /// An attempt failed, and the client sends the request again after a pause. Sets `error`, the
    /// `attempt` that follows, and the pause as `duration`.
    public static let repeating = Kind("repeating")
    /// An attempt failed, and the client does not send the request again. Sets `attempt`, `error`
    /// and `reason`.
    public static let notRepeating = Kind("notRepeating")
    /// The client pauses before it polls or sends. Sets `duration` and `reason`.
    public static let waiting = Kind("waiting")
    /// A client was made that must do without libcurl. It belongs to no call. Sets `engine` to the one
    /// that serves the client, and `reason`.
    public static let engineReplaced = Kind("engineReplaced")
    /// The answer differs from the documentation, but the client could read it. Sets `drift`.
    public static let drift = Kind("drift")
  }

  /// How a call ended.
  public enum Ending: String, Sendable, Hashable, Codable {
    /// The call returned its value.
    case succeeded
    /// The call threw an error, or the service refused.
    case failed
    /// The caller cancelled the task or stopped reading. `error` is set when the service may have
    /// acted by then.
    case cancelled
  }

  /// The id of one call or one wait. No two in a process share one.
  public struct CallID: Sendable, Hashable, CustomStringConvertible {
    private static let last = Locked<UInt64>(0)

    private let number: UInt64

    /// Makes a new id.
    public init() {
      number = Self.last.withLock { last in
        last += 1
        return last
      }
    }

    /// The id as a number, for logs.
    public var description: String { "\(number)" }
  }
}

extension ClientEvent: CustomStringConvertible {
  /// One line for a log that names everything the event holds.
  public var description: String {
    var parts = ["\(kind)"]
    if let parent { parts.append("of wait \(parent)") }
    if let result { parts.append(result.rawValue) }
    if let attempt { parts.append("attempt \(attempt)") }
    if let method, let path { parts.append("\(method) \(path)") }
    if let engine { parts.append("by \(engine)") }
    if let status { parts.append("HTTP \(status)") }
    if let duration { parts.append("\(duration)") }
    if let attempts { parts.append("attempts \(attempts)") }
    if let bytesSent { parts.append("sent \(bytesSent) bytes") }
    if let bytesReceived { parts.append("received \(bytesReceived) bytes") }
    if let reason { parts.append(reason) }
    if let drift { parts.append("\(drift)") }
    if let error { parts.append("\(error)") }
    let subject = operation.isEmpty ? "call \(call)" : "call \(call) \(operation)"
    return "\(subject): " + parts.joined(separator: ", ")
  }
}

extension ClientEvent {
  /// A function that the client calls with every event, in the task that caused it. When the caller
  /// drops unread chunks, the end of the call comes from wherever the last reference went away. The
  /// function must not block.
  public typealias Observer = @Sendable (ClientEvent) -> Void
}
