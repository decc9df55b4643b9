import Foundation

/// The way to the memories.ai Visual Search and Visual Intelligence APIs.
///
/// Requests are values, grouped in ``VisualSearch`` and ``VisualIntelligence``; the client has few
/// verbs. It is a value itself: copies share the connections, and any number of tasks may call at
/// the same time. Cancelling a task ends its call at once.
///
/// ```swift
/// let client = try MemoriesClient()
/// let receipt = try await client.send(VisualSearch.UploadVideo(file: movie))
/// let video = try await client.waitUntilSearchable(receipt.videoNo)
/// ```
public struct MemoriesClient: Sendable {
  let configuration: MemoriesClient.Configuration
  let courier: Courier
  private let key: APIKey
  private let redaction: Redaction

  /// A client for a key.
  ///
  /// Without a key, `MEMORIES_API_KEY` is taken from the environment; without a configuration, the
  /// hosts are taken from `MEMORIES_V1_BASE_URL` and `MEMORIES_V2_BASE_URL` where they are set.
  public init(
    apiKey: APIKey? = nil, configuration: MemoriesClient.Configuration? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    let configuration = try configuration ?? MemoriesClient.Configuration(environment: environment)
    try configuration.check()
    let key = try apiKey ?? Self.key(in: environment)
    self.configuration = configuration
    self.key = key
    redaction = Redaction(of: key.header)
    courier = Courier(
      engine: URLSessionEngine.shared(configuration.protocolClasses),
      timer: WatchdogTimer(configuration.limitsClock),
      clock: configuration.clock,
      random: configuration.random,
      pacer: RatePacer(limits: configuration.rateLimits, clock: configuration.clock),
      budget: RetryBudget(capacity: configuration.retryBudget))
  }

  private static func key(in environment: [String: String]) throws -> APIKey {
    guard let text = environment["MEMORIES_API_KEY"] else {
      throw MemoriesError(.notConfigured, .notSent, "MEMORIES_API_KEY is not set")
    }
    return try APIKey(text)
  }

  /// What will be sent, or an error when the request breaks a rule.
  func order<Operation: MemoriesOperation>(
    for operation: Operation, _ options: CallOptions, _ call: Call?, fileSize: FileSize = FileSize()
  ) throws -> Order {
    try refuse(operation.problems() + fileSize.problems, Operation.self)
    let request: MemoriesRequest
    do {
      request = try operation.request()
    } catch {
      throw invalid(Operation.self, Excerpt.describe(error))
    }
    let unsendable = request.headers.compactMap { field in
      HeaderField.problem(field.name, field.value).map { MemoriesError.Problem("headers", $0) }
    }
    try refuse(unsendable, Operation.self)
    let service = operation.service
    guard let url = url(of: request, at: service) else {
      throw invalid(Operation.self, "the address is not a URL")
    }
    // The configured addresses have been looked at before.
    if service.isOfItsOwn, let objection = Configuration.objection(to: url) {
      throw invalid(Operation.self, "the address \(objection)")
    }
    let (key, redaction) = authorization(of: service)
    return Order(
      operation: Operation.traits.name, method: request.method.rawValue, url: url,
      headers: headers(for: service) + request.headers,
      openHeaders: configuration.standIns.flatMap { Self.fields($0.headers) }, key: key,
      redaction: redaction,
      body: EncodedBody(request.body),
      limits: (options.limits ?? configuration.limits).bounded,
      policy: options.retry ?? configuration.retry, safety: Operation.traits.safety,
      group: Operation.traits.rateGroup,
      content: Self.content(of: operation),
      fileSize: fileSize, call: call)
  }

  private static func content(of operation: some MemoriesOperation) -> Order.Content {
    switch operation {
    case let download as any DownloadOperation: .file(fallbackName: download.fallbackFileName)
    case is any EventOperation: .events
    default: .value
    }
  }

  private func url(of request: MemoriesRequest, at service: MemoriesService) -> URL? {
    guard let base = configuration.baseURL(of: service)?.absoluteString.prefix(while: { $0 != "#" })
    else { return nil }
    // The query of an address that was given whole stays as it is: it may be signed.
    let parts = base.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var text = String(parts[0])
    if !request.path.isEmpty { while text.hasSuffix("/") { text.removeLast() } }
    for component in request.path { text += "/" + PercentEncoding.pathComponent(component) }
    let query = parts.dropFirst().map(String.init) + [PercentEncoding.query(request.query)]
    let asked = query.filter { !$0.isEmpty }.joined(separator: "&")
    return URL(string: asked.isEmpty ? text : text + "?" + asked)
  }

  /// What a request to a service proves itself with, and what takes that out of the answer.
  private func authorization(of service: MemoriesService) -> (APIKey?, Redaction) {
    switch service.authorization.kind {
    case .clientKey: (key, redaction)
    case .none: (nil, redaction)
    case .key(let other): (other, Redaction(of: other.header))
    }
  }

  /// The header fields that the user has set for all requests, which go to the configured hosts.
  private func headers(for service: MemoriesService) -> [MemoriesRequest.Field] {
    if case .address = service.place { return [] }
    return Self.fields(configuration.headers)
  }

  private static func fields(_ headers: [String: String]) -> [MemoriesRequest.Field] {
    headers.sorted { $0.key < $1.key }.map { MemoriesRequest.Field($0.key, $0.value) }
  }

  /// Throws when there are problems, all of them in one error.
  func refuse<Operation: MemoriesOperation>(
    _ problems: [MemoriesError.Problem], _ operation: Operation.Type
  ) throws {
    guard !problems.isEmpty else { return }
    var error = invalid(operation)
    error.problems = problems
    throw error
  }

  private func invalid<Operation: MemoriesOperation>(
    _: Operation.Type, _ detail: String? = nil
  ) -> MemoriesError {
    MemoriesError(
      .invalidRequest, .notSent, detail, operation: Operation.traits.name,
      replaySafety: Operation.traits.safety)
  }
}
