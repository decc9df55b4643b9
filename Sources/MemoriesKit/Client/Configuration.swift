import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension MemoriesClient {
  /// How a client works: where to, how long, and who is told.
  public struct Configuration: Sendable {
    /// Where Visual Search is: `https://api.memories.ai/serve/api/v1`. Replaces everything up to an
    /// operation's own path.
    public var visualSearch: URL
    /// Where Visual Intelligence is: `https://mavi-backend.memories.ai/serve/api/v2`. Replaces
    /// everything up to an operation's own path.
    public var visualIntelligence: URL
    /// How long the parts of a call may take.
    public var limits = TimeLimits()
    /// How often a call that failed is sent again, where that is safe.
    public var retry = RetryPolicy()
    /// How many repetitions the client may have outstanding: each takes one, ten calls that end well
    /// give one back. An outage is met with single calls once they are used up.
    public var retryBudget = 20
    /// Limits to keep to from the start. Without one for a group, the pace is learned: nothing is
    /// held back until the service refuses a call for its rate.
    public var rateLimits: [OperationTraits.RateGroup: OperationTraits.RateLimit] = [:]
    /// How waiting for the service goes.
    public var waiting = WaitOptions()
    /// Further header fields for every request; sent, like the key, to the configured hosts only.
    public var headers: [String: String] = [:]
    /// Classes that may answer in place of the network, for tests.
    public var protocolClasses: [URLProtocol.Type] = []
    /// Those who answer through these classes.
    package var standIns: [StandIn] = []
    /// Is told what happens.
    public var observer: ClientEvent.Observer?
    /// The clock of the pauses between polls.
    public var clock: any Clock<Duration> = ContinuousClock()
    /// The clock of time limits and progress. A clock whose sleeps return at once ends calls
    /// before their time.
    public var limitsClock: any Clock<Duration> = ContinuousClock()
    /// The time of day: a lost upload is looked for by when it was under way.
    public var now: @Sendable () -> Date = { Date() }
    /// The chance in pauses: a number from 0 up to 1.
    public var random: @Sendable () -> Double = { Double.random(in: 0..<1) }

    /// The provider's hosts, and limits that suit files of some gigabytes.
    public init() {
      visualSearch = Self.address("https://api.memories.ai/serve/api/v1")
      visualIntelligence = Self.address("https://mavi-backend.memories.ai/serve/api/v2")
    }

    /// The same, with the hosts that `MEMORIES_V1_BASE_URL` and `MEMORIES_V2_BASE_URL` name, where
    /// they are set.
    public init(environment: [String: String]) throws {
      self.init()
      visualSearch = try Self.address(in: environment, "MEMORIES_V1_BASE_URL") ?? visualSearch
      visualIntelligence =
        try Self.address(in: environment, "MEMORIES_V2_BASE_URL") ?? visualIntelligence
    }

    // Our own literals are URLs. The alternative only satisfies the type, and `check()` refuses it.
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

    /// The address that an operation's path is put behind; nil when the service names one that is
    /// no URL.
    func baseURL(of service: MemoriesService) -> URL? {
      let base =
        switch service.place {
        case .visualSearch: visualSearch
        case .visualIntelligence: visualIntelligence
        case .address(let url): url
        }
      guard let path = service.path else { return base.withLowercasedScheme }
      var parts = URLComponents(url: base, resolvingAgainstBaseURL: true)
      parts?.path = path.hasPrefix("/") ? path : "/" + path
      return parts?.url?.withLowercasedScheme
    }

    /// Throws what makes a client impossible, so that it is heard of before the first call.
    func check() throws {
      try Self.checkBase(visualSearch, "visualSearch")
      try Self.checkBase(visualIntelligence, "visualIntelligence")
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
      // Foundation escapes what no URL may hold, so that only the text behind the escapes tells of a
      // line break that was copied along.
      let text = url.absoluteString.removingPercentEncoding
      try require(
        text?.unicodeScalars.allSatisfy(isPlain) ?? false,
        "must not have spaces, line breaks or other control characters")
      let problem = problem(with: url)
      try require(problem == nil, problem ?? "")
      try require(url.query == nil && url.fragment == nil, "must not have a query or a fragment")
    }

    /// Why nothing can be sent to an address; nil when something can.
    static func problem(with url: URL) -> String? {
      guard let host = url.host, !host.isEmpty else { return "names no host" }
      guard Origin.isSafe(url) else {
        return "is \(url.scheme ?? "")://\(host), which is neither https nor this machine"
      }
      #if !canImport(Darwin)
      // Foundation on Linux takes such an address for no URL (-1000), but only when it is used.
      if host.contains(":") {
        return
          "is an IPv6 address, which cannot be used on this system; give a name, such as localhost"
      }
      #endif
      return nil
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
      !scalar.properties.isWhitespace
        && ![.control, .format].contains(scalar.properties.generalCategory)
    }
  }
}
