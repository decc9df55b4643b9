import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Answers the requests of one client from recordings, a script or a closure, without a network.
///
/// Give `protocolClass` and `headers` to the client's configuration and keep the replay for as long
/// as the client is used. The header routes each request to its own replay, so tests may run side by
/// side. A replay is strict: what it does not expect fails, and `finish()` tells what is missing.
public final class Replay: Sendable {
  /// Answers a request; nil means that it is unexpected, an error is the answer of the network.
  public typealias Responder = @Sendable (RecordedRequest) throws -> ReplayAnswer?

  private struct State {
    var plan: ReplayPlan
    var requests: [RecordedRequest] = []
    var unexpected: [UnexpectedRequest] = []
    var hasFinished = false
  }

  /// How many bytes of each request's body are kept for the test and for comparing.
  public let bodyLimit: Int

  private let token = UUID().uuidString
  private let responder: Responder?
  private let state: Locked<State>

  /// Replays exchanges.
  public convenience init(
    _ exchanges: [RecordedExchange], rules: ReplayRules = [], bodyLimit: Int = 1 << 20
  ) {
    let expectations = exchanges.map {
      ReplayPlan.Expectation(
        request: $0.request, answer: .response($0.response), comparesQuery: true)
    }
    self.init(ReplayPlan(expectations: expectations, rules: rules), nil, bodyLimit)
  }

  /// Replays a HAR file.
  public convenience init(
    har url: URL, rules: ReplayRules = [], bodyLimit: Int = 1 << 20
  ) throws {
    self.init(try HTTPArchive(contentsOf: url).exchanges, rules: rules, bodyLimit: bodyLimit)
  }

  /// Replays a HAR file of a bundle, named without its extension.
  public convenience init(
    har name: String, in bundle: Bundle, rules: ReplayRules = [], bodyLimit: Int = 1 << 20
  ) throws {
    guard let url = bundle.url(forResource: name, withExtension: "har") else {
      throw ArchiveError(message: "The bundle has no file \(name).har.")
    }
    try self.init(har: url, rules: rules, bodyLimit: bodyLimit)
  }

  /// Gives the answers of a script. Of the rules only `order` and `repeats` apply.
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

  /// Asks a closure. It runs where URLSession loads, so it must not wait for anything.
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

  /// The class that must be among the protocol classes of the session.
  public var protocolClass: URLProtocol.Type { ReplayProtocol.self }

  /// The header that each request must carry. It is never recorded, compared or shown.
  public var headers: [String: String] { [ReplayProtocol.tokenHeader: token] }

  /// What was asked so far, in order.
  public var requests: [RecordedRequest] { state.withLock { $0.requests } }

  /// What was asked although nothing recorded answers it.
  public var unexpected: [UnexpectedRequest] { state.withLock { $0.unexpected } }

  /// What was recorded and has not been asked for.
  public var unmet: [RecordedRequest] { state.withLock { $0.plan.unmet } }

  /// Ends the replay and throws `ReplayMismatch` unless all went as recorded.
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
