import Foundation

/// Why a call returned no value, and whether the service may have acted.
///
/// All calls of the client throw this type. One exception: a cancelled task throws
/// `CancellationError` when nothing can have been billed; see ``Kind/cancelled``. Use ``kind`` to
/// tell errors apart; the other properties say more where they apply. No error that the client
/// throws contains the API key. You can set every property, so a test can make any error that an
/// app must handle.
public struct MemoriesError: Error, Sendable, Hashable {
  /// The kind of error.
  public var kind: Kind
  /// Whether the service may have acted.
  public var outcome: MemoriesError.Outcome
  /// The request's name, for example `VisualSearch.UploadVideo`.
  public var operation: String
  /// Whether a repeated request would be billed twice; nil when the error is about no request.
  public var replaySafety: ReplaySafety?
  /// How many times the client sent the request, the last attempt included.
  public var attempts: Int
  /// The HTTP status, if there was an answer.
  public var status: Int?
  /// The code of the service, if the answer had one; shortened and made printable.
  public var code: String? {
    didSet { code = code.map(Excerpt.text) }
  }
  /// The message of the service, if the answer had one; shortened and made printable.
  public var serverMessage: String? {
    didSet { serverMessage = serverMessage.map(Excerpt.text) }
  }
  /// The id that the service gave the request, if the answer had one. Its support can find the call
  /// by it. Shortened and made printable.
  public var requestID: String? {
    didSet { requestID = requestID.map(Excerpt.text) }
  }
  /// All rules that the request breaks, for ``Kind/invalidRequest``.
  public var problems: [MemoriesError.Problem] = []
  /// The time limit that ran out, for ``Kind/timedOut``.
  public var timeLimit: MemoriesError.TimeLimit?
  /// The path, the action and the reason, for ``Kind/fileSystem``.
  public var fileFailure: FileFailure?
  /// The `URLError` code that the system reported, for ``Kind/transport``. On Linux many causes
  /// share the code -1. Nil when something else broke the transfer.
  public var transportCode: Int?
  /// The last state that the service reported, for ``Kind/waitExpired`` and
  /// ``Kind/processingFailed``; shortened and made printable.
  public var lastState: String? {
    didSet { lastState = lastState.map(Excerpt.text) }
  }
  /// The beginning of an answer that the client could not understand; shortened and made printable.
  public var excerpt: String? {
    didSet { excerpt = excerpt.map(Excerpt.text) }
  }
  /// How long the service asked the client to wait, if it did.
  public var retryAfter: Duration?
  /// What ``MemoriesClient/reconcile(_:excluding:waiting:options:)`` needs to find an upload that may have
  /// arrived.
  public var lostUpload: LostUpload?
  /// More about the cause, in words for a person; shortened and made printable.
  public var detail: String? {
    didSet { detail = detail.map(Excerpt.detail) }
  }

  /// Makes an error with the most common properties; you can set the others afterwards.
  public init(
    _ kind: Kind, _ outcome: MemoriesError.Outcome, _ detail: String? = nil, operation: String = "",
    replaySafety: ReplaySafety? = nil, attempts: Int = 0, status: Int? = nil,
    code: String? = nil, serverMessage: String? = nil, requestID: String? = nil,
    retryAfter: Duration? = nil
  ) {
    self.kind = kind
    self.outcome = outcome
    self.operation = operation
    self.replaySafety = replaySafety
    self.attempts = attempts
    self.status = status
    self.retryAfter = retryAfter
    // An initializer does not call `didSet`, which would shorten these.
    self.code = code.map(Excerpt.text)
    self.serverMessage = serverMessage.map(Excerpt.text)
    self.requestID = requestID.map(Excerpt.text)
    self.detail = detail.map(Excerpt.detail)
  }
}

extension MemoriesError {
  /// The kinds of errors. Later versions may add kinds, so give a `switch` over them a default.
  public struct Kind: Sendable, Hashable, CustomStringConvertible {
    /// The name of the kind.
    public let description: String

    private init(_ name: String) {
      description = name
    }

    /// The client's configuration is unusable: it has no key, or an address that is not allowed.
    public static let notConfigured = Kind("notConfigured")
    /// The request breaks a documented limit; see ``MemoriesError/problems``.
    public static let invalidRequest = Kind("invalidRequest")
    /// The key is missing, wrong or expired.
    public static let unauthorized = Kind("unauthorized")
    /// The key is known, but the account or the key may not do this.
    public static let forbidden = Kind("forbidden")
    /// The account has too few credits.
    public static let insufficientBalance = Kind("insufficientBalance")
    /// There were too many requests.
    public static let rateLimited = Kind("rateLimited")
    /// The service is busy, and says that this will pass.
    public static let busy = Kind("busy")
    /// The requested thing does not exist.
    public static let notFound = Kind("notFound")
    /// The request contradicts the current state, for instance because it repeats an operation.
    public static let conflict = Kind("conflict")
    /// The request is larger than the service, or a gateway before it, accepts.
    public static let requestTooLarge = Kind("requestTooLarge")
    /// The service does not accept content of this type.
    public static let unsupportedMediaType = Kind("unsupportedMediaType")
    /// The account has no webhook, to which the service could post the result of a job. Register one
    /// in the provider's console.
    public static let noWebhook = Kind("noWebhook")
    /// The service refused for another reason; see ``MemoriesError/code``.
    public static let refused = Kind("refused")
    /// The answer is not what the documentation says, for instance a page of a gateway.
    public static let unexpectedAnswer = Kind("unexpectedAnswer")
    /// The connection failed.
    public static let transport = Kind("transport")
    /// The client refused the certificate of the server, and sent nothing to it.
    public static let untrustedServer = Kind("untrustedServer")
    /// A stand-in for the network, such as a replay, refused the request, which never left this
    /// process.
    public static let intercepted = Kind("intercepted")
    /// A time limit ran out; see ``MemoriesError/timeLimit``.
    public static let timedOut = Kind("timedOut")
    /// The task was cancelled after the service may have acted on something that is billed. The
    /// outcome is `unknown`, or `done` for a download whose answer had begun. A call that sent
    /// nothing, and one that is ``ReplaySafety/safe`` to repeat, throw `CancellationError` instead.
    public static let cancelled = Kind("cancelled")
    /// A local file could not be read or written; see ``MemoriesError/fileFailure``.
    public static let fileSystem = Kind("fileSystem")
    /// The file does not have the size that the caller expected.
    public static let unexpectedSize = Kind("unexpectedSize")
    /// The answer is larger than the caller or the client allows.
    public static let tooLarge = Kind("tooLarge")
    /// The time of a wait ran out. The outcome is `done`, because the service answered each poll.
    public static let waitExpired = Kind("waitExpired")
    /// The service accepted the file, but could not process it. The outcome is `done`, because the
    /// upload was.
    public static let processingFailed = Kind("processingFailed")
  }
}

extension MemoriesError {
  /// Whether the service may have acted on a request that ended in an error. It decides whether the
  /// request can be sent again without paying twice.
  public enum Outcome: String, Sendable, Hashable, Codable {
    /// Nothing left that the service could act on. The client says so only when that is certain. On
    /// Linux nothing shows whether a request without a body was sent, so there a failed connection
    /// is `unknown`.
    case notSent
    /// The service answered that it did not act, and nothing in its answer contradicts that.
    case refused
    /// The service may have accepted the request, but the answer was lost or is unclear. This
    /// includes a connection that broke in the middle of the body: the server may have closed it
    /// because it had decided.
    case unknown
    /// The service did act, and bills it; something went wrong afterwards.
    case done
  }
}

extension MemoriesError {
  /// The time limits of a call.
  public enum TimeLimit: String, Sendable, Hashable, Codable {
    /// The time to connect.
    case connect
    /// The time between two bytes, in either direction.
    case stall
    /// The time from the last byte of the request to the head of the answer.
    case response
    /// The time for the whole call.
    case total
  }
}

extension MemoriesError {
  /// A rule that the request breaks. The client checks the rules before it sends anything.
  public struct Problem: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The name of the parameter in Swift.
    public let field: String
    /// What is wrong with it, in words for a person.
    public let reason: String

    /// Makes a problem from the name of a parameter and what is wrong with it.
    public init(_ field: String, _ reason: String) {
      self.field = field
      self.reason = reason
    }

    /// The parameter and what is wrong with it.
    public var description: String { "\(field): \(reason)" }
  }
}
