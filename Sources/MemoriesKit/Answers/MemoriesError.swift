import Foundation

/// Why a call ended without its value, and whether the service may have acted.
///
/// All calls of the client throw this type, except that a cancelled task throws
/// `CancellationError` as long as nothing can have been paid for; see ``Kind/cancelled``. Tell errors
/// apart by ``kind``; the other members say more where they apply. No error that the client throws
/// holds the API key. All members can be set, so that a test can make any error that an app must be
/// able to handle.
public struct MemoriesError: Error, Sendable, Hashable {
  /// What sort of error it is.
  public var kind: Kind
  /// Whether the service may have acted.
  public var outcome: MemoriesError.Outcome
  /// The request's name, for example `VisualSearch.UploadVideo`.
  public var operation: String
  /// What it means to send the request again; nil when the error is about no request.
  public var replaySafety: ReplaySafety?
  /// How many times the request was sent, the last attempt included.
  public var attempts: Int
  /// The HTTP status, when there was an answer.
  public var status: Int?
  /// The service's own code, when the answer told one; shortened and made printable.
  public var code: String? {
    didSet { code = code.map(Excerpt.text) }
  }
  /// The service's own message, when the answer told one; shortened and made printable.
  public var serverMessage: String? {
    didSet { serverMessage = serverMessage.map(Excerpt.text) }
  }
  /// What the service calls the request, when it tells; its support can find the call by that.
  /// Shortened and made printable.
  public var requestID: String? {
    didSet { requestID = requestID.map(Excerpt.text) }
  }
  /// Everything that was wrong with the request, for ``Kind/invalidRequest``.
  public var problems: [MemoriesError.Problem] = []
  /// Which time limit ran out, for ``Kind/timedOut``.
  public var timeLimit: MemoriesError.TimeLimit?
  /// The file, the call and the reason, for ``Kind/fileSystem``.
  public var fileFailure: FileFailure?
  /// The `URLError` code that the system's networking reported, for ``Kind/transport``. On Linux
  /// many causes share the code -1. Nil when something else broke the transfer.
  public var transportCode: Int?
  /// The last state that was seen, for ``Kind/waitExpired`` and ``Kind/processingFailed``;
  /// shortened and made printable.
  public var lastState: String? {
    didSet { lastState = lastState.map(Excerpt.text) }
  }
  /// The beginning of an answer that could not be understood; shortened and made printable.
  public var excerpt: String? {
    didSet { excerpt = excerpt.map(Excerpt.text) }
  }
  /// How long the service asked to be left alone, when it did.
  public var retryAfter: Duration?
  /// What it takes to look for an upload that may have arrived; see
  /// ``MemoriesClient/reconcile(_:waiting:options:)``.
  public var lostUpload: LostUpload?
  /// More about the cause, in words for a person; shortened and made printable.
  public var detail: String? {
    didSet { detail = detail.map(Excerpt.detail) }
  }

  /// An error with what most errors have; the other members can be set afterwards.
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
    // In an initializer the observers of the members are not called, which would do this.
    self.code = code.map(Excerpt.text)
    self.serverMessage = serverMessage.map(Excerpt.text)
    self.requestID = requestID.map(Excerpt.text)
    self.detail = detail.map(Excerpt.detail)
  }
}

extension MemoriesError {
  /// The sorts of errors. More may be added, so give a `switch` over them a default.
  public struct Kind: Sendable, Hashable, CustomStringConvertible {
    /// The name of the sort.
    public let description: String

    private init(_ name: String) {
      description = name
    }

    /// The client cannot work with what it was given: no key, or an address that is not allowed.
    public static let notConfigured = Kind("notConfigured")
    /// The request breaks a documented limit; see ``MemoriesError/problems``.
    public static let invalidRequest = Kind("invalidRequest")
    /// The key is missing, wrong or expired.
    public static let unauthorized = Kind("unauthorized")
    /// The key is known, but the account or the key may not do this.
    public static let forbidden = Kind("forbidden")
    /// The account has too few credits.
    public static let insufficientBalance = Kind("insufficientBalance")
    /// Too many requests.
    public static let rateLimited = Kind("rateLimited")
    /// The service cannot do it just now, and says that this will pass.
    public static let busy = Kind("busy")
    /// What was asked for does not exist.
    public static let notFound = Kind("notFound")
    /// What was asked for contradicts what is there, such as a repeated operation.
    public static let conflict = Kind("conflict")
    /// The request is larger than the service, or a gateway before it, takes.
    public static let requestTooLarge = Kind("requestTooLarge")
    /// The service does not take content of this type.
    public static let unsupportedMediaType = Kind("unsupportedMediaType")
    /// The service refused for another reason; see ``MemoriesError/code``.
    public static let refused = Kind("refused")
    /// The answer is not what the documentation says, such as a gateway's page.
    public static let unexpectedAnswer = Kind("unexpectedAnswer")
    /// The connection failed.
    public static let transport = Kind("transport")
    /// The server could not prove who it is: its certificate was refused, and nothing was sent to it.
    public static let untrustedServer = Kind("untrustedServer")
    /// A stand-in for the network, such as a replay, refused the request; it never was on a wire.
    public static let intercepted = Kind("intercepted")
    /// A time limit ran out; see ``MemoriesError/timeLimit``.
    public static let timedOut = Kind("timedOut")
    /// The task was cancelled after the service may have acted on something that is paid for. The
    /// outcome is `unknown`, or `done` for a download that had begun to come. A call of which nothing
    /// was sent, and one that is ``ReplaySafety/safe`` to repeat, throw `CancellationError` instead.
    public static let cancelled = Kind("cancelled")
    /// A local file could not be read or written; see ``MemoriesError/fileFailure``.
    public static let fileSystem = Kind("fileSystem")
    /// The file does not have the size that the caller expected.
    public static let unexpectedSize = Kind("unexpectedSize")
    /// The answer is larger than was allowed.
    public static let tooLarge = Kind("tooLarge")
    /// Waiting ended before what was waited for happened. The outcome is `done`: the service answered
    /// each time it was asked.
    public static let waitExpired = Kind("waitExpired")
    /// The service took the file in, but could not process it. The outcome is `done`: the upload was.
    public static let processingFailed = Kind("processingFailed")
  }
}

extension MemoriesError {
  /// Whether the service may have acted on a request that ended in an error: what decides if it can
  /// be sent again without paying twice.
  public enum Outcome: String, Sendable, Hashable, Codable {
    /// Nothing that the service could act on reached it. Told only where it is certain: on Linux
    /// nothing tells whether a request without a body was sent, so that there a connection that could
    /// not be made is `unknown`.
    case notSent
    /// The service answered that it did not do what was asked, and nothing in its answer speaks
    /// against that.
    case refused
    /// The request may have been accepted, but the answer was lost or cannot be told. So it counts
    /// too when the connection broke in the middle of the body: the server may have broken it
    /// because it had made up its mind.
    case unknown
    /// The service did what was asked, and it counts as billed; what followed went wrong.
    case done
  }
}

extension MemoriesError {
  /// The limits that a call's time has.
  public enum TimeLimit: String, Sendable, Hashable, Codable {
    /// Until the connection stood.
    case connect
    /// Between two bytes, in either direction.
    case stall
    /// From the last byte of the request to the head of the answer.
    case response
    /// For the whole call.
    case total
  }
}

extension MemoriesError {
  /// One reason why a request was refused before any of it was sent.
  public struct Problem: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The parameter, by the name that it has in Swift.
    public let field: String
    /// What is wrong with it, in words for a person.
    public let reason: String

    /// Names a parameter and what is wrong with it.
    public init(_ field: String, _ reason: String) {
      self.field = field
      self.reason = reason
    }

    /// The parameter and what is wrong with it.
    public var description: String { "\(field): \(reason)" }
  }
}
