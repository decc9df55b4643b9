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
  let configuration: Configuration
  let courier: Courier

  /// A client for a key.
  ///
  /// Without a key, `MEMORIES_API_KEY` is taken from the environment; without a configuration, the
  /// hosts are taken from `MEMORIES_V1_BASE_URL` and `MEMORIES_V2_BASE_URL` where they are set.
  public init(
    apiKey: APIKey? = nil, configuration: Configuration? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    let configuration = try configuration ?? Configuration(environment: environment)
    try configuration.check()
    let key = try apiKey ?? Self.key(in: environment)
    self.configuration = configuration
    courier = Courier(
      engine: URLSessionEngine.shared(configuration.protocolClasses),
      authorization: { key.header },
      redaction: key.redaction,
      headers: configuration.headers,
      watchdogClock: configuration.watchdogClock,
      clock: configuration.clock,
      chance: configuration.chance,
      pacer: RatePacer(limits: configuration.rateLimits, clock: configuration.clock),
      budget: RetryBudget(capacity: configuration.retryBudget),
      observer: configuration.observer)
  }

  private static func key(in environment: [String: String]) throws -> APIKey {
    guard let text = environment["MEMORIES_API_KEY"] else {
      throw MemoriesError(.notConfigured, .notSent, "MEMORIES_API_KEY is not set")
    }
    return try APIKey(text)
  }

  /// What will be sent, or an error when the request breaks a rule.
  func order<Operation: ServiceOperation>(
    for operation: Operation, _ options: CallOptions
  ) throws -> Order {
    let problems = operation.problems()
    guard problems.isEmpty else {
      var error = MemoriesError(.invalidRequest, .notSent)
      error.problems = problems
      throw named(error, of: operation)
    }
    let request: ServiceRequest
    do {
      request = try operation.request()
    } catch {
      throw named(
        MemoriesError(.invalidRequest, .notSent, Excerpt.describe(error)), of: operation)
    }
    return Order(
      operation: Operation.operationName, method: request.method.rawValue,
      url: try url(of: request, for: operation),
      body: EncodedBody(request.body), limits: (options.limits ?? configuration.limits).bounded,
      policy: options.retry ?? configuration.retry, safety: Operation.replaySafety,
      group: Operation.rateGroup,
      expectsFile: operation is any DownloadEndpoint)
  }

  private func url<Operation: ServiceOperation>(
    of request: ServiceRequest, for operation: Operation
  ) throws -> URL {
    var text = configuration.baseURL(of: operation.service).absoluteString
    while text.hasSuffix("/") { text.removeLast() }
    for component in request.path { text += "/" + PercentEncoding.pathComponent(component) }
    if !request.query.isEmpty { text += "?" + PercentEncoding.query(request.query) }
    guard let url = URL(string: text) else {
      throw named(
        MemoriesError(.invalidRequest, .notSent, "the address is not a URL"), of: operation)
    }
    return url
  }

  private func named<Operation: ServiceOperation>(
    _ error: MemoriesError, of operation: Operation
  ) -> MemoriesError {
    var error = error
    error.operation = Operation.operationName
    error.replaySafety = Operation.replaySafety
    configuration.observer?(.failed(operation: error.operation, error: error))
    return error
  }
}
