import Foundation

// The path of a call, for readers of the code:
//
//  1. A method of the client, one file for each in this folder, gets an operation, which is a value.
//  2. `MemoriesClient+Preparing` checks its rules, and turns it into a `PreparedCall`.
//  3. `Courier` waits for the turn of the call, sends it, and decides whether to retry;
//     `Courier+Attempt` makes one attempt, redirects included.
//  4. `PreparedCall+Request` makes an `HTTPRequest` of the call. An `HTTPEngine` moves the bytes, in a
//     way that only the engine knows, and reports to an `Exchange`.
//  5. `IncomingAnswer` waits for the head. Then `Courier`, `Downloading` or `EventSequence` reads the
//     body into a `Reply`, a file, chunks or events.
//  6. `IncomingAnswer+Outcome` turns a failure into an error, and `PreparedCall` completes it.

/// A client of the memories.ai Visual Search and Visual Intelligence APIs.
///
/// Requests are values, grouped in ``VisualSearch`` and ``VisualIntelligence``; the client has few
/// methods. It is a value itself: copies share their connections, and any number of tasks may use
/// it at the same time. Cancelling a task ends its call at once.
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

  /// Makes a client for a key.
  ///
  /// Without a key, the client takes `MEMORIES_API_KEY` from the environment. Without a
  /// configuration, it takes the hosts from `MEMORIES_V1_BASE_URL` and `MEMORIES_V2_BASE_URL`, and
  /// the engine from `MEMORIES_ENGINE`, if they are set.
  public init(
    apiKey: APIKey? = nil, configuration: MemoriesClient.Configuration? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    let configuration = try configuration ?? MemoriesClient.Configuration(environment: environment)
    let choice = try configuration.chooseEngine()
    try configuration.check(for: choice.engine)
    try self.init(apiKey ?? Self.key(in: environment), configuration, choice)
  }

  init(_ key: APIKey, _ configuration: Configuration, _ choice: Configuration.EngineChoice) {
    self.configuration = configuration
    self.key = key
    redaction = Redaction(of: key.header)
    courier = Courier(
      engine: choice.engine,
      timer: WatchdogTimer(configuration.limitsClock),
      clock: configuration.clock,
      random: configuration.random,
      pacer: RatePacer(limits: configuration.rateLimits, clock: configuration.clock),
      budget: RetryBudget(capacity: configuration.retryBudget))
    if let reason = choice.replacedBecause, let observer = configuration.observer {
      var event = ClientEvent(.engineReplaced)
      event.engine = choice.engine.name
      event.reason = reason
      observer(event)
    }
  }

  private static func key(in environment: [String: String]) throws -> APIKey {
    guard let text = environment["MEMORIES_API_KEY"] else {
      throw MemoriesError(.notConfigured, .notSent, "MEMORIES_API_KEY is not set")
    }
    return try APIKey(text)
  }
}

extension MemoriesClient {
  /// Begins to report a call; returns nil, and does nothing, when there is no observer.
  func begin<Operation: MemoriesOperation>(
    _: Operation.Type, within parent: ClientEvent.CallID? = nil
  ) -> CallObservation? {
    guard let observer = configuration.observer else { return nil }
    return CallObservation(
      Operation.traits.name, within: parent, clock: configuration.limitsClock, observer)
  }

  /// Runs a call, and reports how it ended unless `body` has reported that.
  ///
  /// - Parameter isWhole: Whether the call has succeeded once `body` returns. A call whose body the
  ///   caller reads goes on until that ends.
  func observing<Operation: MemoriesOperation, Value>(
    _ type: Operation.Type, within parent: ClientEvent.CallID? = nil, isWhole: Bool = true,
    _ body: (CallObservation?) async throws -> Value
  ) async throws -> Value {
    let observation = begin(type, within: parent)
    do {
      let value = try await body(observation)
      if isWhole { observation?.end(.succeeded) }
      return value
    } catch {
      observation?.end(throwing: error)
      throw error
    }
  }
}
