import Foundation

/// A request that is ready to be sent: everything but the open files.
struct PreparedCall: Sendable, CustomReflectable {
  /// The name, replay safety and rate group of the operation.
  let traits: OperationTraits
  let method: String
  let url: URL
  /// Header fields that only the first origin gets, like the key.
  var originHeaders: [MemoriesRequest.Field] = []
  /// Header fields that every origin gets, also after a redirect.
  var forwardedHeaders: [MemoriesRequest.Field] = []
  /// The key that authorizes the request, if it needs one.
  var key: APIKey?
  /// Removes that key from what the server sends back.
  let redaction: Redaction
  var body: EncodedBody
  let limits: TimeLimits
  let policy: RetryPolicy
  /// The kind of answer that the operation expects.
  var expectedAnswer = ExpectedAnswer.value
  /// What the caller knows about the size of the file.
  var fileSize = ExpectedSize()
  /// Opens what must be open before the request leaves, such as the file of a download. The engine
  /// calls it for each attempt and after each redirect; what is open stays open.
  ///
  /// It throws `FileFailure`, but its type must not say so: before macOS 15 the runtime has no types
  /// of functions with typed errors.
  var openDestination: (@Sendable () throws -> Void)?
  /// Whether the user's code reads the answer, chunk by chunk.
  var isReadByCaller = false
  /// Makes the description with which a lost upload can be looked for; nil for other requests.
  var makeLostUpload: (@Sendable () -> LostUpload)?
  /// Reports the call to the observer; nil when there is none.
  var observation: CallObservation?

  /// The mirror has no children, because some of them are secret.
  var customMirror: Mirror { Mirror(self, children: [:]) }

  /// Whether the engine wakes the reader for each chunk. The user's code wants that, and so does a
  /// download whose limit is below the limit that the exchange enforces.
  var wakesReaderAtOnce: Bool {
    isReadByCaller || fileSize.limit.map { $0 < Int64(Courier.errorLimit) } ?? false
  }

  /// The kinds of answers.
  enum ExpectedAnswer: Sendable {
    /// JSON that is short enough for memory.
    case value
    /// A file, uncompressed, with a name for it when the answer suggests none.
    case file(fallbackName: String)
    /// A stream of events.
    case events
  }

  /// Whether the operation expects a file.
  var expectsFile: Bool { fallbackFileName != nil }

  /// The name of the file when the answer suggests none.
  var fallbackFileName: String? {
    if case .file(let name) = expectedAnswer { name } else { nil }
  }

  /// Whether the answer may take any time, as long as bytes arrive.
  var isStream: Bool {
    if case .value = expectedAnswer { false } else { true }
  }

  /// Whether the request sends a file.
  var carriesFile: Bool {
    body.segments.contains { if case .file = $0 { true } else { false } }
  }
}

extension PreparedCall {
  /// Completes an error with what is known of the call, and removes the key from it.
  func completed(_ error: MemoriesError, attempts: Int) -> MemoriesError {
    var error = error
    error.operation = traits.name
    error.replaySafety = traits.safety
    error.attempts = attempts
    error.detail = error.detail.map(redaction.text)
    return error
  }

  /// The error that the call throws. A cancellation that certainly cost nothing becomes Swift's
  /// `CancellationError`.
  func finalError(for error: MemoriesError) -> any Error {
    if error.kind == .cancelled, error.outcome == .notSent || traits.safety == .safe {
      return CancellationError()
    }
    return addingLostUpload(to: error)
  }

  /// Adds the description of the lost upload, when the upload may have arrived.
  func addingLostUpload(to error: MemoriesError) -> MemoriesError {
    guard error.outcome == .unknown, let makeLostUpload else { return error }
    var error = error
    error.lostUpload = makeLostUpload()
    return error
  }
}
