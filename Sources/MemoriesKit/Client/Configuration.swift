import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension MemoriesClient {
  /// The settings of a client: hosts, limits, clocks and the observer.
  public struct Configuration: Sendable {
    /// The base URL of Visual Search, `https://api.memories.ai/serve/api/v1` unless you replace it.
    /// The client appends the path of the operation.
    public var visualSearch: URL
    /// The base URL of Visual Intelligence, `https://mavi-backend.memories.ai/serve/api/v2` unless
    /// you replace it. The client appends the path of the operation.
    public var visualIntelligence: URL
    /// How long each part of a call may take.
    public var limits = TimeLimits()
    /// How often the client retries a failed call, where that is safe.
    public var retry = RetryPolicy()
    /// How many retries the client has in reserve: each retry takes one, and ten successful calls
    /// return one. When none is left, the client sends each call once, so that it does not multiply
    /// the load of an outage.
    public var retryBudget = 20
    /// Rate limits that apply from the start. For other groups the client learns the rate: it holds
    /// no call back until the service refuses one for its rate.
    public var rateLimits: [OperationTraits.RateGroup: OperationTraits.RateLimit] = [:]
    /// The polling of waits that have no options of their own.
    public var waiting = WaitOptions()
    /// More header fields for every request. Like the key, they go only to the configured hosts.
    public var headers: [String: String] = [:]
    /// The code that moves the bytes. Requests that a protocol class may answer always use
    /// `URLSession`.
    public var engine = Engine.automatic
    /// Whether the client uses the proxies that the environment names. libcurl reaches this machine
    /// itself without one, whatever this says. Only libcurl can do without.
    public var usesProxies = true
    /// A PEM file with the certificate authorities to trust in place of the system's. Only libcurl
    /// can use one.
    public var trusting: URL?
    /// What the sessions of `URLSession` may do. With rules, requests always use `URLSession`.
    public var sessionRules: SessionRules?
    /// Protocol classes that may answer in place of the network, for tests.
    public var protocolClasses: [URLProtocol.Type] = []
    /// Makes the streams of bodies in place of those that suit the system, for tests.
    package var bodyPairs: StreamPair.Maker?
    /// The objects that answer through these classes.
    package var standIns: [StandIn] = []
    /// A function that gets every event of the client.
    public var observer: ClientEvent.Observer?
    /// The clock of all pauses: between attempts, between polls, and for the rate.
    public var clock: any Clock<Duration> = ContinuousClock()
    /// The clock of time limits and progress. With a clock whose sleeps return at once, calls time
    /// out immediately.
    public var limitsClock: any Clock<Duration> = Self.systemLimitsClock
    /// Returns the current time. The client needs it to look for a lost upload by the time of its
    /// upload.
    public var now: @Sendable () -> Date = { Date() }
    /// Returns a random number from 0 up to 1, for the pauses.
    public var random: @Sendable () -> Double = { Double.random(in: 0..<1) }

    /// On a device that sleeps, calls must not have run out of time when it wakes.
    private static var systemLimitsClock: any Clock<Duration> {
      #if canImport(Darwin)
      SuspendingClock()
      #else
      ContinuousClock()
      #endif
    }

    /// Uses the hosts of the provider, and limits that suit files of some gigabytes.
    public init() {
      visualSearch = Self.address("https://api.memories.ai/serve/api/v1")
      visualIntelligence = Self.address("https://mavi-backend.memories.ai/serve/api/v2")
    }

    /// The same, but with the hosts in `MEMORIES_V1_BASE_URL` and `MEMORIES_V2_BASE_URL`, and the
    /// engine in `MEMORIES_ENGINE` (`automatic`, `urlSession` or `libcurl`), if they are set.
    public init(environment: [String: String]) throws {
      self.init()
      visualSearch = try Self.address(in: environment, "MEMORIES_V1_BASE_URL") ?? visualSearch
      visualIntelligence =
        try Self.address(in: environment, "MEMORIES_V2_BASE_URL") ?? visualIntelligence
      engine = try Self.engine(in: environment, "MEMORIES_ENGINE") ?? engine
    }

    private static func engine(in environment: [String: String], _ name: String) throws -> Engine? {
      guard let text = environment[name], !text.isEmpty else { return nil }
      if let engine = Engine(rawValue: text) { return engine }
      let names = Engine.allCases.map(\.rawValue).joined(separator: ", ")
      throw MemoriesError(.notConfigured, .notSent, "\(name) is none of \(names)")
    }

    // These literals are valid URLs. The alternative only satisfies the compiler, and `check()`
    // refuses it.
    private static func address(_ text: StaticString) -> URL {
      URL(string: "\(text)") ?? URL(fileURLWithPath: "/")
    }

    private static func address(in environment: [String: String], _ name: String) throws -> URL? {
      guard let text = environment[name], !text.isEmpty else { return nil }
      guard let url = URL(string: text) else {
        throw MemoriesError(.notConfigured, .notSent, "\(name) is not a URL")
      }
      try checkBase(url, name)
      return url
    }

    /// The base URL to which the client appends the path of an operation; nil when the service has
    /// an invalid one.
    func baseURL(of service: MemoriesService) -> URL? {
      let base =
        switch service.place {
        case .visualSearch: visualSearch
        case .visualIntelligence: visualIntelligence
        case .address(let url): url
        }
      guard let path = service.path else { return base }
      var parts = URLComponents(url: base, resolvingAgainstBaseURL: true)
      parts?.path = path.hasPrefix("/") ? path : "/" + path
      return parts?.url
    }

    /// Throws when no client can work with these settings, so that the user learns it before the
    /// first call.
    func check(for engine: any HTTPEngine) throws {
      for (url, name) in [
        (visualSearch, "visualSearch"), (visualIntelligence, "visualIntelligence"),
      ] {
        try Self.checkBase(url, name)
        if let problem = engine.problem(with: url) {
          throw MemoriesError(.notConfigured, .notSent, "\(name) \(problem)")
        }
      }
      for (name, value) in headers {
        if let problem = HeaderField.problem(name, value) {
          throw MemoriesError(.notConfigured, .notSent, problem)
        }
      }
    }

    private static func checkBase(_ url: URL, _ name: String) throws {
      func require(_ isMet: Bool, _ reason: @autoclosure () -> String) throws {
        guard isMet else { throw MemoriesError(.notConfigured, .notSent, "\(name) \(reason())") }
      }
      // Foundation escapes illegal characters, so only the unescaped text shows a line break that
      // was copied along.
      let text = url.absoluteString.removingPercentEncoding
      try require(
        text?.unicodeScalars.allSatisfy(isPlain) ?? false,
        "must not have spaces, line breaks or other control characters")
      let problem = problem(with: url)
      try require(problem == nil, problem ?? "")
      try require(url.query == nil && url.fragment == nil, "must not have a query or a fragment")
    }

    /// Why the client must not send to an address; nil when it may.
    static func problem(with url: URL) -> String? {
      guard let host = url.host, !host.isEmpty else { return "names no host" }
      guard Origin.isSafe(url) else {
        return "is \(url.scheme ?? "")://\(host), which is neither https nor this machine"
      }
      return nil
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
      !scalar.properties.isWhitespace
        && ![.control, .format].contains(scalar.properties.generalCategory)
    }
  }
}
