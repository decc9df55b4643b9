/// Something that an observer may want to log or count. Never holds the API key.
///
/// The events of one call carry the same ``call``, from its one ``Kind/callStarted`` to its one
/// ``Kind/callEnded``. A wait has an id too, from its ``Kind/waitStarted`` to its ``Kind/waitEnded``: its
/// pauses carry it as ``call``, and the calls that ask how things stand name it as their ``parent``. Which of the optional members there are depends on
/// the kind, and is told there.
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
  /// The call that it happened to.
  public var call: CallID
  /// The wait that the call belongs to, when it asks how things stand.
  public var parent: CallID?
  /// The request's name, for example `VisualSearch.UploadVideo`.
  public var operation: String
  /// Which attempt at the call it is about, counted from 1.
  public var attempt: Int?
  /// The method of a request.
  public var method: String?
  /// The path of a request.
  public var path: String?
  /// The HTTP status of an answer.
  public var status: Int?
  /// A pause that begins, or the time that has passed since the call began.
  public var duration: Duration?
  /// What went wrong.
  public var error: MemoriesError?
  /// Why the client does what it does, in words for a person.
  public var reason: String?
  /// Something in an answer that was not as documented.
  public var drift: Drift?
  /// How the call ended.
  public var result: Ending?
  /// How many times the request was sent.
  public var attempts: Int?
  /// The bytes of bodies that were sent, all attempts together.
  public var bytesSent: Int64?
  /// The bytes of bodies that were received, all attempts together.
  public var bytesReceived: Int64?

  /// An event of your own making, for tests of an observer.
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
  /// The sorts of events. More may be added, so give a `switch` over them a default.
  public struct Kind: Sendable, Hashable, CustomStringConvertible {
    /// The name of the sort.
    public let description: String

    private init(_ name: String) {
      description = name
    }

    /// A call of the client began: one of `send`, `reply`, `download` or `chunks`.
    public static let callStarted = Kind("callStarted")
    /// The call is over: `result`, `duration`, `attempts`, `bytesSent`, `bytesReceived` and, when it
    /// failed, `error`. That of `chunks` is over when they were read to their end, or when nobody
    /// can read on. A refusal counts as failed, also where `reply` returns it as a value.
    public static let callEnded = Kind("callEnded")
    /// A wait began: one of `waitUntil…`, `states…` or `reconcile` with a wait. The calls with which it
    /// asks name it as their `parent`.
    public static let waitStarted = Kind("waitStarted")
    /// The wait is over: `result`, `duration` and, when it failed, `error`.
    public static let waitEnded = Kind("waitEnded")
    /// A request is about to be sent: `attempt`, `method` and `path`.
    public static let attemptStarted = Kind("attemptStarted")
    /// The head of an answer came: `attempt`, `status`, and as `duration` the time since the call
    /// began.
    public static let answered = Kind("answered")
    /// An attempt failed, and the request is sent again after a pause: its `error`, the `attempt`
    /// that follows, and the pause as `duration`.
    public static let repeating = Kind("repeating")
    /// An attempt failed, and the request is not sent again: `attempt`, `error` and `reason`.
    public static let notRepeating = Kind("notRepeating")
    /// The client pauses before it goes on: `duration` and `reason`.
    public static let waiting = Kind("waiting")
    /// Something in an answer was not as documented, and was read all the same: `drift`.
    public static let drift = Kind("drift")
  }

  /// How a call ended.
  public enum Ending: String, Sendable, Hashable, Codable {
    /// With its value.
    case succeeded
    /// With an error, or a refusal.
    case failed
    /// By the caller: the task was cancelled, or nobody reads on. There is an `error` when the service
    /// may have acted by then.
    case cancelled
  }

  /// Which call of this process an event belongs to; no two calls or waits have the same.
  public struct CallID: Sendable, Hashable, CustomStringConvertible {
    private static let last = Locked<UInt64>(0)

    private let number: UInt64

    /// An id that nothing else has.
    public init() {
      number = Self.last.withLock { last in
        last += 1
        return last
      }
    }

    /// A number, for logs.
    public var description: String { "\(number)" }
  }
}

extension ClientEvent: CustomStringConvertible {
  /// One line for a log, with everything that the event holds.
  public var description: String {
    var parts = ["\(kind)"]
    if let parent { parts.append("of wait \(parent)") }
    if let result { parts.append(result.rawValue) }
    if let attempt { parts.append("attempt \(attempt)") }
    if let method, let path { parts.append("\(method) \(path)") }
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
  /// Is called with every event of a client, in the task that caused it; with the end of chunks that
  /// nobody reads on, wherever they were let go. Must not block.
  public typealias Observer = @Sendable (ClientEvent) -> Void
}
