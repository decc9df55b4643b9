/// Finds the kind of a refusal from code, message and HTTP status: the error tables of the API
/// documentation.
struct RefusalKind {
  /// Visual Search refuses with a code of four digits under HTTP 200. Visual Intelligence repeats
  /// the HTTP status as its code. The codes do not overlap, so one table serves both products, and
  /// also an answer that has only a status.
  static func kind(code: String?, message: String? = nil, status: Int) -> MemoriesError.Kind {
    // These codes mean many things; only the message says which of them pass.
    let message = message?.lowercased() ?? ""
    if code == "0001", message.contains("network abnormal") { return .busy }
    if message.hasPrefix("an async request requires at least one webhook") { return .noWebhook }
    let kind = code.flatMap { kinds[$0] } ?? kinds[String(status)] ?? .refused
    return kind == .conflict && message.contains("busy") ? .busy : kind
  }

  private static let kinds: [String: MemoriesError.Kind] = [
    "0401": .unauthorized, "401": .unauthorized,
    "0402": .insufficientBalance, "402": .insufficientBalance,
    "0403": .forbidden, "403": .forbidden, "9009": .forbidden,
    "404": .notFound,
    "0409": .conflict, "409": .conflict,
    "413": .requestTooLarge,
    "415": .unsupportedMediaType,
    "0429": .rateLimited, "429": .rateLimited,
  ]

  /// A download uses the one code `0001` for four refusals. Only there the other messages have to
  /// be read.
  static func kind(ofDownload failure: APIFailure) -> MemoriesError.Kind {
    let kind = kind(code: failure.code, message: failure.msg, status: failure.status)
    guard kind == .refused, let message = failure.msg?.lowercased() else { return kind }
    if message.hasPrefix("resource does not exist") || message == "video not found"
      || message == "asset not found"
    {
      return .notFound
    }
    if message.hasPrefix("insufficient balance") { return .insufficientBalance }
    // Visual Intelligence answers malformed requests with HTTP 400 and the same sentence, so there
    // the sentence means nothing.
    if saysLimitExceeded(message), failure.status < 400 {
      return .rateLimited
    }
    return kind
  }

  static func saysLimitExceeded(_ message: String?) -> Bool {
    message?.lowercased().hasPrefix("request has exceeded the limit") ?? false
  }

  /// Whether a status means that something went wrong on the way, and not that the service refused.
  /// From 500 on, the server reports a failure of its own. After a time-out (408), too, nobody
  /// knows how far it got.
  static func isServerFault(_ status: Int) -> Bool { status >= 500 || status == 408 }
}

extension MemoriesError {
  /// The error for a refusal; `kind` is given where the code alone does not decide it.
  init(_ failure: APIFailure, _ remarks: ServerRemarks, kind: Kind? = nil) {
    self.init(
      kind
        ?? RefusalKind.kind(code: failure.code, message: failure.msg, status: failure.status),
      failure.outcome, status: failure.status, code: failure.code, serverMessage: failure.msg,
      requestID: remarks.requestID, retryAfter: remarks.retryAfter)
    // Visual Intelligence has one sentence for too many requests and for requests with a mistake.
    if self.kind == .refused, failure.status == 400, RefusalKind.saysLimitExceeded(failure.msg) {
      detail = "with HTTP 400 this usually means a wrong parameter, not too many requests"
    }
  }
}
