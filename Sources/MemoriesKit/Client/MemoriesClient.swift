import Foundation

// The way of a call, for those who read on from here:
//
//  1. A verb of the client, a file each in this folder, is given an operation, which is a value.
//  2. `MemoriesClient+Preparing` asks it for its problems and its request, and makes a `PreparedCall`.
//  3. `Courier` waits for its turn, sends it, and decides whether a failure is followed by another
//     attempt; `Courier+Attempt` is one attempt, redirects included.
//  4. `PreparedCall+Request` turns the call into an `HTTPRequest`. An `HTTPEngine` moves the bytes and
//     reports to an `Exchange`; how, is nobody else's business.
//  5. `IncomingAnswer` waits for the head, then `Answering`, `Downloading` or `EventSequence` reads the
//     body: into a `Reply`, a file, chunks or events.
//  6. What went wrong becomes an error in `IncomingAnswer+Failure`, and complete in
//     `PreparedCall+Errors`.

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
  let key: APIKey
  let redaction: Redaction

  /// A client for a key.
  ///
  /// Without a key, `MEMORIES_API_KEY` is taken from the environment; without a configuration, the
  /// hosts are taken from `MEMORIES_V1_BASE_URL` and `MEMORIES_V2_BASE_URL` where they are set.
  public init(
    apiKey: APIKey? = nil, configuration: MemoriesClient.Configuration? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    let configuration = try configuration ?? MemoriesClient.Configuration(environment: environment)
    let engine = URLSessionEngine.shared(configuration.protocolClasses)
    try configuration.check(for: engine)
    let key = try apiKey ?? Self.key(in: environment)
    self.configuration = configuration
    self.key = key
    redaction = Redaction(of: key.header)
    courier = Courier(
      engine: engine,
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
}
