import Foundation

/// Why a call ended without its value, and whether the service may have acted.
///
/// All calls of the client throw this type, except that a cancelled task throws
/// `CancellationError`. Tell errors apart by ``kind``; the other members say more where they apply.
/// No member ever holds the API key.
public struct MemoriesError: Error, Sendable, Hashable {
  /// What sort of error it is.
  public let kind: Kind
  /// Whether the service may have acted.
  public internal(set) var outcome: Outcome
  /// The request's name, for example `VisualSearch.UploadVideo`.
  public internal(set) var operation = ""
  /// How many times the request was sent, the last attempt included.
  public internal(set) var attempts = 0
  /// The HTTP status, when there was an answer.
  public internal(set) var status: Int?
  /// The service's own code, when the answer was an envelope; shortened and made printable.
  public internal(set) var code: String? {
    didSet { code = code.map(Excerpt.text) }
  }
  /// The service's own message, when the answer was an envelope; shortened and made printable.
  public internal(set) var serverMessage: String? {
    didSet { serverMessage = serverMessage.map(Excerpt.text) }
  }
  /// Everything that was wrong with the request, for ``Kind/invalidRequest``.
  public internal(set) var problems: [Problem] = []
  /// Which time limit ran out, for ``Kind/timedOut``.
  public internal(set) var timeLimit: TimeLimit?
  /// The file, the call and the reason, for ``Kind/fileSystem``.
  public internal(set) var fileFailure: FileFailure?
  /// The `URLError` code that the system's networking reported, for ``Kind/transport``. On Linux
  /// many causes share the code -1. Nil when something else broke the transfer.
  public internal(set) var transportCode: Int?
  /// The last state that was seen, for ``Kind/waitExpired`` and ``Kind/processingFailed``;
  /// shortened and made printable.
  public internal(set) var lastState: String? {
    didSet { lastState = lastState.map(Excerpt.text) }
  }
  /// The beginning of an answer that could not be understood, made printable.
  public internal(set) var excerpt: String?
  /// How long the service asked to be left alone, when it did.
  public internal(set) var retryAfter: Duration?
  /// What it takes to look for an upload that may have arrived; see
  /// ``MemoriesClient/reconcile(_:options:)``.
  public internal(set) var lostUpload: LostUpload?
  /// More about the cause, in words for a person; shortened and made printable.
  public internal(set) var detail: String? {
    didSet { detail = detail.map(Excerpt.detail) }
  }

  /// An error of your own making, for tests of what an app does with it.
  public init(_ kind: Kind, _ outcome: Outcome, _ detail: String? = nil) {
    self.kind = kind
    self.outcome = outcome
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
    /// What was asked for does not exist.
    public static let notFound = Kind("notFound")
    /// The service refused for another reason; see ``MemoriesError/code``.
    public static let refused = Kind("refused")
    /// The answer is not what the documentation says, such as a gateway's page.
    public static let unexpectedAnswer = Kind("unexpectedAnswer")
    /// The connection failed.
    public static let transport = Kind("transport")
    /// A time limit ran out; see ``MemoriesError/timeLimit``.
    public static let timedOut = Kind("timedOut")
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
