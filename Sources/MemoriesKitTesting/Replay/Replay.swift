import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Answers the requests of one client from recordings, a script or a closure, without a network.
///
/// Give `protocolClass` and `headers` to the configuration of the client, and keep the replay as
/// long as you use the client. The header routes each request to its own replay, so tests may run
/// in parallel. A replay is strict: an unexpected request fails, and `finish()` reports what is
/// missing.
public final class Replay: Sendable {
  /// Answers a request. Nil means that the request is unexpected. A thrown error is the answer of
  /// the network.
  public typealias Responder = @Sendable (RecordedRequest) throws -> ReplayAnswer?

  private struct State {
    var plan: ReplayPlan
    var requests: [RecordedRequest] = []
    var unexpected: [UnexpectedRequest] = []
    var hasFinished = false
  }

  /// How many bytes of each request body are kept, for the test and for comparison.
  public let bodyLimit: Int

  private let token = UUID().uuidString
  private let responder: Responder?
  private let state: Locked<State>

  /// Makes a replay of exchanges.
  public convenience init(
    _ exchanges: [RecordedExchange], rules: ReplayRules = [], bodyLimit: Int = 1 << 20
  ) {
    let expectations = exchanges.map {
      ReplayPlan.Expectation(
        request: $0.request, answer: .response($0.response), comparesQuery: true)
    }
    self.init(ReplayPlan(expectations: expectations, rules: rules), nil, bodyLimit)
  }

  /// Makes a replay of a HAR file.
  public convenience init(
    har url: URL, rules: ReplayRules = [], bodyLimit: Int = 1 << 20
  ) throws {
    self.init(try HTTPArchive(contentsOf: url).exchanges, rules: rules, bodyLimit: bodyLimit)
  }

  /// Makes a replay of a HAR file in a bundle; the name has no extension.
  public convenience init(
    har name: String, in bundle: Bundle, rules: ReplayRules = [], bodyLimit: Int = 1 << 20
  ) throws {
    guard let url = bundle.url(forResource: name, withExtension: "har") else {
      throw ArchiveError(message: "The bundle has no file \(name).har.")
    }
    try self.init(har: url, rules: rules, bodyLimit: bodyLimit)
  }

  /// Makes a replay of a script. Only the rules `order` and `repeats` apply to it.
  public convenience init(
    script: [ScriptedRoute], rules: ReplayRules = [], bodyLimit: Int = 1 << 20
  ) throws {
    var expectations: [ReplayPlan.Expectation] = []
    for route in script {
      guard route.path.hasPrefix("/"), let url = URL(string: route.path) else {
        throw ArchiveError(
          message: "The script's path \"\(route.path)\" must begin with \"/\" and be fit for a URL."
        )
      }
      let request = RecordedRequest(method: route.method, url: url)
      expectations += route.answers.map {
        ReplayPlan.Expectation(request: request, answer: $0, comparesQuery: false)
      }
    }
    self.init(ReplayPlan(expectations: expectations, rules: rules), nil, bodyLimit)
  }

  /// Makes a replay that asks a closure. The closure runs where URLSession loads, so it must not
  /// wait for anything.
  public convenience init(bodyLimit: Int = 1 << 20, _ responder: @escaping Responder) {
    self.init(ReplayPlan(expectations: [], rules: []), responder, bodyLimit)
  }

  private init(_ plan: ReplayPlan, _ responder: Responder?, _ bodyLimit: Int) {
    self.responder = responder
    self.bodyLimit = bodyLimit
    state = Locked(State(plan: plan))
    ReplayProtocol.replays.add(self, as: token)
  }

  deinit {
    ReplayProtocol.replays.remove(token)
  }

  /// The protocol class that the session must have.
  public var protocolClass: URLProtocol.Type { ReplayProtocol.self }

  /// The header that each request must carry. The replay never records, compares or shows it.
  public var headers: [String: String] { [ReplayProtocol.tokenHeader: token] }

  /// The requests so far, in order.
  public var requests: [RecordedRequest] { state.withLock { $0.requests } }

  /// The requests that nothing recorded answers.
  public var unexpected: [UnexpectedRequest] { state.withLock { $0.unexpected } }

  /// The recorded requests that have not come.
  public var unmet: [RecordedRequest] { state.withLock { $0.plan.unmet } }

  /// Ends the replay, and throws `ReplayMismatch` unless every request was expected and every
  /// recorded one came.
  public func finish() throws {
    let (unexpected, unmet) = state.withLock { state in
      state.hasFinished = true
      return (state.unexpected, state.plan.unmet)
    }
    if !unexpected.isEmpty || !unmet.isEmpty {
      throw ReplayMismatch(unexpected: unexpected, unmet: unmet)
    }
  }

  func answer(to request: RecordedRequest) -> ReplayAnswer {
    let hasFinished = state.withLock { state in
      if !state.hasFinished { state.requests.append(request) }
      return state.hasFinished
    }
    if hasFinished {
      return .error(ReplayFailure("The replay has finished; it was asked for \(request)."))
    }
    switch decide(request) {
    case .answer(let answer):
      return answer
    case .unexpected(let unexpected):
      state.withLock { $0.unexpected.append(unexpected) }
      return .error(ReplayFailure(unexpected.description))
    }
  }

  private func decide(_ request: RecordedRequest) -> ReplayPlan.Decision {
    guard let responder else { return state.withLock { $0.plan.decide(request) } }
    do {
      if let answer = try responder(request) { return .answer(answer) }
      let reason = "the closure has no answer to it"
      return .unexpected(UnexpectedRequest(request: request, closest: nil, reasons: [reason]))
    } catch {
      return .answer(.error(error))
    }
  }
}
