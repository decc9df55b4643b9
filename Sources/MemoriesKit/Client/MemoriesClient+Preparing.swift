import Foundation

extension MemoriesClient {
  /// Prepares the call of an operation; throws when the request breaks a rule.
  func prepared<Operation: MemoriesOperation>(
    _ operation: Operation, _ options: CallOptions, _ observation: CallObservation?,
    fileSize: ExpectedSize = ExpectedSize()
  ) throws -> PreparedCall {
    try refuse(operation.problems() + fileSize.problems, Operation.self)
    return try call(of: operation, options, observation, fileSize: fileSize)
  }

  /// The same for a request that has been sent, whose files may be gone.
  func call<Operation: MemoriesOperation>(
    of operation: Operation, _ options: CallOptions, _ observation: CallObservation?,
    fileSize: ExpectedSize = ExpectedSize()
  ) throws -> PreparedCall {
    let request: MemoriesRequest
    do {
      request = try operation.request()
    } catch {
      throw invalid(Operation.self, Excerpt.describe(error))
    }
    let headerProblems = request.headers.compactMap { field in
      HeaderField.problem(field.name, field.value).map { MemoriesError.Problem("headers", $0) }
    }
    try refuse(headerProblems, Operation.self)
    let service = operation.service
    guard let url = url(of: request, at: service) else {
      throw invalid(Operation.self, "the address is not a URL")
    }
    // The client has checked the configured addresses when it was made.
    if service.hasOwnAddress,
      let problem = Configuration.problem(with: url) ?? courier.engine.problem(with: url)
    {
      throw invalid(Operation.self, "the address \(problem)")
    }
    let (key, redaction) = authorization(of: service)
    return PreparedCall(
      traits: Operation.traits, method: request.method.rawValue, url: url,
      originHeaders: headers(for: service) + request.headers,
      forwardedHeaders: configuration.standIns.flatMap { Self.fields($0.headers) }, key: key,
      redaction: redaction, body: EncodedBody(request.body),
      limits: limits(of: Operation.traits, options),
      policy: options.retry ?? configuration.retry,
      expectedAnswer: Self.expectedAnswer(to: operation),
      fileSize: fileSize, makeLostUpload: lostUploadMaker(for: operation),
      observation: observation)
  }

  /// The limits that the caller has set for this call; else those of the configuration, which suit
  /// answers without much thought.
  private func limits(of traits: OperationTraits, _ options: CallOptions) -> TimeLimits {
    if let limits = options.limits { return limits.bounded }
    return configuration.limits.allowing(silence: traits.silence).bounded
  }

  private static func expectedAnswer(to operation: some MemoriesOperation)
    -> PreparedCall.ExpectedAnswer
  {
    switch operation {
    case let download as any DownloadOperation: .file(fallbackName: download.fallbackFileName)
    case is any EventOperation: .events
    default: .value
    }
  }

  private func url(of request: MemoriesRequest, at service: MemoriesService) -> URL? {
    guard let base = configuration.baseURL(of: service)?.absoluteString else { return nil }
    // By bytes, because by characters this would take as long as all the rest of a short call's
    // preparation.
    let address = base.utf8.prefix { $0 != UInt8(ascii: "#") }
    var path = address.prefix { $0 != UInt8(ascii: "?") }
    // Keeps the query of a complete address as it is, because it may be signed.
    let query = address[path.endIndex...].dropFirst()
    if !request.path.isEmpty { while path.last == UInt8(ascii: "/") { path.removeLast() } }
    var text = String(Substring(path))
    for component in request.path { text += "/" + PercentEncoding.pathComponent(component) }
    let queries = [String(Substring(query)), PercentEncoding.query(request.query)]
    let queryText = queries.filter { !$0.isEmpty }.joined(separator: "&")
    return URL(string: queryText.isEmpty ? text : text + "?" + queryText)
  }

  /// The key for a service, and the redaction that removes it from answers.
  private func authorization(of service: MemoriesService) -> (APIKey?, Redaction) {
    switch service.authorization.kind {
    case .clientKey: (key, redaction)
    case .none: (nil, redaction)
    case .key(let other): (other, Redaction(redaction, Redaction(of: other.header)))
    }
  }

  /// The configured header fields, which go only to the configured hosts.
  private func headers(for service: MemoriesService) -> [MemoriesRequest.Field] {
    if case .address = service.place { return [] }
    return Self.fields(configuration.headers)
  }

  private static func fields(_ headers: [String: String]) -> [MemoriesRequest.Field] {
    headers.sorted { $0.key < $1.key }.map { MemoriesRequest.Field($0.key, $0.value) }
  }

  /// Describes an upload as it is now, for any later moment; nil for other requests.
  private func lostUploadMaker(
    for operation: some MemoriesOperation
  ) -> (@Sendable () -> LostUpload)? {
    guard let upload = operation as? any RecoverableUpload else { return nil }
    let now = configuration.now
    let begin = now()
    guard let lost = upload.lostUpload(begin: begin, end: begin) else { return nil }
    return { lost.ending(at: now()) }
  }

  /// Throws one error with all the problems, if there are any.
  func refuse<Operation: MemoriesOperation>(
    _ problems: [MemoriesError.Problem], _ operation: Operation.Type
  ) throws {
    guard !problems.isEmpty else { return }
    var error = invalid(operation)
    // They quote what the caller gave, and that may be an address with the key in it.
    error.problems = problems.map { MemoriesError.Problem($0.field, redaction.text($0.reason)) }
    throw error
  }

  private func invalid<Operation: MemoriesOperation>(
    _: Operation.Type, _ detail: String? = nil
  ) -> MemoriesError {
    MemoriesError(
      .invalidRequest, .notSent, detail.map(redaction.text), operation: Operation.traits.name,
      replaySafety: Operation.traits.safety)
  }
}
