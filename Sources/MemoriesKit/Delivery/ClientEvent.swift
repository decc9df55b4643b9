/// Something that an observer may want to log or count. Never holds the API key.
///
/// More cases may be added, so give a `switch` over them a default.
public enum ClientEvent: Sendable {
  /// A request is about to be sent, for the given time.
  case attemptStarted(operation: String, attempt: Int, method: String, path: String)
  /// The head of an answer came, so long after the call began.
  case answered(operation: String, attempt: Int, status: Int, after: Duration)
  /// An attempt, or the reading of its answer, ended in an error.
  case failed(operation: String, error: MemoriesError)
  /// The task was cancelled, and the call with it. Where the service may have acted, the call has
  /// failed instead.
  case cancelled(operation: String)
  /// An attempt failed, and the request is sent again after a pause.
  case repeating(operation: String, attempt: Int, after: Duration, error: MemoriesError)
  /// An attempt failed, and the request is not sent again, for a reason.
  case notRepeating(operation: String, error: MemoriesError, reason: String)
  /// The client pauses before it goes on.
  case waiting(operation: String, duration: Duration, reason: String)
  /// Something in an answer was not as documented, and was read all the same.
  case drift(operation: String, Drift)
}

/// Is called with every event of a client, in the task that caused it. Must not block.
public typealias Observer = @Sendable (ClientEvent) -> Void
