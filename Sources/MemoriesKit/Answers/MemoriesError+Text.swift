import Foundation

extension MemoriesError: CustomStringConvertible, LocalizedError {
  /// One paragraph for a log or a person: what failed, why, and whether the service may have acted.
  public var description: String {
    var sentences = [operation.isEmpty ? headline : "\(operation): \(headline)"]
    sentences += problems.map { "\($0)" }
    if let fileFailure { sentences.append("\(fileFailure)") }
    if let detail { sentences.append(detail.trimmingCharacters(in: Self.sentenceEnds)) }
    if let lastState { sentences.append("last state: \(lastState)") }
    if let excerpt { sentences.append("the answer began with: \(excerpt)") }
    if let retryAfter { sentences.append("the service asked to wait \(retryAfter)") }
    return sentences.joined(separator: "; ") + " (\(circumstances))"
  }

  /// The same as ``description``.
  public var errorDescription: String? { description }

  // The message of a service may end like a sentence, and another follows it here.
  private static let sentenceEnds = CharacterSet(charactersIn: " .")

  private var headline: String {
    let limit = kind == .timedOut ? timeLimit : nil
    var text = limit.map(Self.headline) ?? Self.headlines[kind] ?? kind.description
    if let serverMessage, !serverMessage.isEmpty { text += ": “\(serverMessage)”" }
    return text
  }

  private static func headline(_ limit: TimeLimit) -> String {
    switch limit {
    case .connect: "the connection did not stand in time"
    case .stall: "nothing moved for too long"
    case .response: "the answer did not come in time"
    case .total: "the whole call took longer than allowed"
    }
  }

  private static let headlines: [Kind: String] = [
    .notConfigured: "the client is not configured",
    .invalidRequest: "the request was not sent, because it breaks a rule",
    .unauthorized: "the API key was refused",
    .forbidden: "the account or the key may not do this",
    .insufficientBalance: "the account has too few credits",
    .rateLimited: "too many requests",
    .busy: "the service is busy",
    .notFound: "what was asked for does not exist",
    .conflict: "the request contradicts what is there",
    .requestTooLarge: "the request is larger than the service takes",
    .unsupportedMediaType: "the service does not take content of this type",
    .noWebhook: "the account has no webhook for the result",
    .refused: "the service refused",
    .unexpectedAnswer: "the answer cannot be understood",
    .transport: "the connection failed",
    .untrustedServer: "the server could not prove who it is",
    .intercepted: "a stand-in for the network refused the request",
    .timedOut: "a time limit ran out",
    .cancelled: "the task was cancelled",
    .fileSystem: "a file could not be read or written",
    .unexpectedSize: "the file does not have the expected size",
    .tooLarge: "the answer is larger than allowed",
    .waitExpired: "waiting took longer than allowed",
    .processingFailed: "the service could not process the file",
  ]

  private var circumstances: String {
    var parts: [String] = []
    if let status { parts.append("HTTP \(status)") }
    if let code { parts.append("code \(code)") }
    if let requestID { parts.append("request \(requestID)") }
    if let transportCode { parts.append("URLError \(transportCode)") }
    if attempts > 0 { parts.append(attempts == 1 ? "1 attempt" : "\(attempts) attempts") }
    parts.append(consequence)
    return parts.joined(separator: ", ")
  }

  /// What became of the request. When a repeated request changes nothing, as with a read, only the
  /// answer matters.
  private var consequence: String {
    switch outcome {
    case .notSent: attempts > 0 ? "nothing was accepted" : "nothing was sent"
    case .refused: "not done"
    case .unknown:
      replaySafety == .safe ? "the answer was lost" : "the service may have acted"
    case .done: replaySafety == .safe ? "the service answered" : "the service did act"
    }
  }
}
