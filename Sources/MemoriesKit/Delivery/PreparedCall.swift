import Foundation

/// A request that is ready to be delivered: everything but the opened files.
struct PreparedCall: Sendable, CustomReflectable {
  /// What the operation says of itself.
  let traits: OperationTraits
  let method: String
  let url: URL
  /// Header fields of the user's own; like the key, they go to no other origin.
  var originHeaders: [MemoriesRequest.Field] = []
  /// Header fields that go wherever the request goes.
  var forwardedHeaders: [MemoriesRequest.Field] = []
  /// What the request proves itself with, if it does.
  var key: APIKey?
  /// Takes that key out of what a server sends back.
  let redaction: Redaction
  let body: EncodedBody
  let limits: TimeLimits
  let policy: RetryPolicy
  /// What the answer is meant to be.
  var content = Content.value
  /// What the caller says of the size of the file.
  var fileSize = FileSize()
  /// Provides what must be there before the request goes out, once its turn has come. Called for each
  /// attempt and after each redirect; what is there already stays.
  var prepare: @Sendable () throws(FileFailure) -> Void = {}
  /// Whether the answer is read by the user's code, piece by piece.
  var isReadByCaller = false
  /// Tells, for an upload, what it takes to look for it later.
  var makeLostUpload: (@Sendable () -> LostUpload)?
  /// The call that it is delivered for, when somebody observes.
  var observation: CallObservation?

  /// Without children, because some are secret.
  var customMirror: Mirror { Mirror(self, children: [:]) }

  /// Whether a reader wants each piece of the answer as it comes: the user's own, and one that must
  /// count a file which is shorter than what the exchange counts.
  var wakesReaderAtOnce: Bool {
    isReadByCaller || fileSize.limit.map { $0 < Int64(Courier.errorLimit) } ?? false
  }

  /// What an answer may be meant to be.
  enum Content: Sendable {
    /// JSON, short enough for the memory.
    case value
    /// A file, which must arrive as it is stored, and what to call it when the answer does not tell.
    case file(fallbackName: String)
    /// A stream of events.
    case events
  }

  /// Whether the answer is meant to be a file.
  var expectsFile: Bool { fallbackFileName != nil }

  /// What to call the file when the answer does not tell.
  var fallbackFileName: String? {
    if case .file(let name) = content { name } else { nil }
  }

  /// Whether the answer may take as long as it takes, so long as something comes.
  var isStream: Bool {
    if case .value = content { false } else { true }
  }

  /// Whether a file goes out with it.
  var carriesFile: Bool {
    body.segments.contains { if case .file = $0 { true } else { false } }
  }
}

extension PreparedCall {
  /// An error with what is known of the call, and without the key.
  func completed(_ error: MemoriesError, attempts: Int) -> MemoriesError {
    var error = error
    error.operation = traits.name
    error.replaySafety = traits.safety
    error.attempts = attempts
    error.detail = error.detail.map(redaction.text)
    return error
  }

  /// A complete error as the call ends with it. A cancellation that leaves no question is Swift's own
  /// error, as everywhere.
  func finalError(for error: MemoriesError) -> any Error {
    if error.kind == .cancelled, error.outcome == .notSent || traits.safety == .safe {
      return CancellationError()
    }
    return addingLostUpload(to: error)
  }

  /// An error with what it takes to look for the upload, where it is one that may have arrived.
  func addingLostUpload(to error: MemoriesError) -> MemoriesError {
    guard error.outcome == .unknown, let makeLostUpload else { return error }
    var error = error
    error.lostUpload = makeLostUpload()
    return error
  }
}
