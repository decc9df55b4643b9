/// How a refusal is told by code and HTTP status: the fact sheet's error tables as code.
struct Classification {
  /// Visual Search refuses with a code of four digits under HTTP 200; Visual Intelligence repeats
  /// the HTTP status as its code. The two sets do not overlap, so one table serves both, and also
  /// an answer that has only a status.
  static func kind(code: String?, status: Int) -> MemoriesError.Kind {
    if let code, let kind = kinds[code] { return kind }
    return kinds[String(status)] ?? .refused
  }

  private static let kinds: [String: MemoriesError.Kind] = [
    "0401": .unauthorized, "401": .unauthorized,
    "0402": .insufficientBalance, "402": .insufficientBalance,
    "0403": .forbidden, "403": .forbidden, "9009": .forbidden,
    "404": .notFound,
    "0429": .rateLimited, "429": .rateLimited,
  ]

  /// A download tells four different refusals with the one code `0001`, so that there, and only
  /// there, the message has to be read.
  static func kind(ofDownload failure: APIFailure) -> MemoriesError.Kind {
    let kind = kind(code: failure.code, status: failure.status)
    guard kind == .refused, let message = failure.msg?.lowercased() else { return kind }
    if message.hasPrefix("resource does not exist") || message == "video not found"
      || message == "asset not found"
    {
      return .notFound
    }
    if message.hasPrefix("insufficient balance") { return .insufficientBalance }
    // Visual Intelligence answers HTTP 400 with the same sentence to malformed requests, so there
    // it says nothing.
    if message.hasPrefix("request has exceeded the limit"), failure.status < 400 {
      return .rateLimited
    }
    return kind
  }
}

extension MemoriesError {
  /// The error for an envelope that refuses a call which is no download.
  init(refusalOf envelope: RawEnvelope) {
    self.init(envelope.failure)
  }

  /// The same, from the value that a reply holds.
  init(_ failure: APIFailure) {
    self.init(
      failure, kind: Classification.kind(code: failure.code, status: failure.status))
  }

  /// The error for an envelope that refuses. Under a status of 500 and above the service reports an
  /// accident of its own, and nobody knows how far it had come; nor when code and flag contradict
  /// each other.
  init(_ failure: APIFailure, kind: Kind) {
    self.init(kind, failure.status >= 500 || failure.isContradictory ? .unknown : .refused)
    status = failure.status
    // In an initializer the observers of the members are not called, which would do this.
    code = failure.code.map(Excerpt.text)
    serverMessage = failure.msg.map(Excerpt.text)
  }
}
