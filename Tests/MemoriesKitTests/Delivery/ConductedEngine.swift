import Foundation

@testable import MemoriesKit

/// An engine without a network: a test decides what each request meets, and sees what was sent.
final class ConductedEngine: HTTPEngine {
  typealias Conduct = @Sendable (HTTPRequest, Exchange) -> Void

  private struct State {
    var requests: [HTTPRequest] = []
    var exchanges: [Exchange] = []
    var cancellations = 0
  }

  private let state = Locked(State())
  private let isBusy: Bool
  private let conduct: Conduct

  /// `conduct` runs before `start` returns; without it no request is ever answered. For a busy engine
  /// the turn of a request comes when the test calls its `openFiles`.
  init(isBusy: Bool = false, _ conduct: @escaping Conduct = { _, _ in }) {
    self.isBusy = isBusy
    self.conduct = conduct
  }

  /// What was sent, in order.
  var requests: [HTTPRequest] { state.withLock { $0.requests } }

  /// What was begun, in order.
  var exchanges: [Exchange] { state.withLock { $0.exchanges } }

  /// How many exchanges were ended from this side.
  var cancellations: Int { state.withLock { $0.cancellations } }

  let name = "Conducted"

  func start(_ request: HTTPRequest) -> Exchange {
    let exchange = Exchange(request)
    do {
      if isBusy {
        exchange.didHold()
      } else {
        try request.openFiles?()
        _ = exchange.willSend()
      }
    } catch {
      exchange.abort(TransportFailure.body(error))
      return exchange
    }
    state.withLock { state in
      state.requests.append(request)
      state.exchanges.append(exchange)
    }
    exchange.didStart { self.state.withLock { $0.cancellations += 1 } }
    conduct(request, exchange)
    return exchange
  }
}

extension HTTPRequest {
  /// The value of a header field that is sent once; nil when it is not sent.
  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

extension Exchange {
  /// Reports a head, the pieces of a body, and the end.
  func answer(
    _ status: Int, _ headers: [String: String] = [:], _ pieces: [String] = [],
    failure: TransportFailure? = nil
  ) {
    didReceive(HTTPHead(status: status, headers: ResponseHeaders(headers)))
    for piece in pieces { didReceive(Data(piece.utf8)) }
    didEnd(failure)
  }

  /// Reports that a part of the body goes out.
  func didSend(_ count: Int) {
    _ = willSendBody(count)
  }

  /// Reports that the whole body went out.
  func sendAll() {
    didSend(0)
    didSend(Int(bodyLength ?? 0))
  }
}

extension Courier {
  static let testKey = "sk-mavi-0123456789"

  /// A courier on an engine that a test conducts.
  static func conducted(
    by engine: ConductedEngine, clock: any Clock<Duration> = ContinuousClock(),
    pauses: any Clock<Duration> = ContinuousClock()
  ) -> Courier {
    Courier(
      engine: engine, timer: WatchdogTimer(clock), clock: pauses, random: { 0.5 },
      pacer: RatePacer(limits: [:], clock: pauses), budget: RetryBudget(capacity: 20))
  }
}

extension Courier {
  /// An envelope with whatever data, and the error that it is where it refuses.
  struct Fetched {
    let reply: Reply<JSONValue>
    let refusal: MemoriesError?

    var envelope: Reply<JSONValue>.Envelope { reply.envelope }
    var attempts: Int { reply.attempts }
  }

  /// Delivers a call and reads the envelope.
  func fetch(_ call: PreparedCall, progress: ProgressSink?) async throws -> Fetched {
    let received = try await answer(call, as: AnswerFormat<JSONValue>.envelope, progress: progress)
    return Fetched(reply: received.value, refusal: received.refusal)
  }
}

extension Courier {
  /// An answer whose body is no envelope.
  struct Collected: Sendable {
    let head: HTTPHead
    let body: Data
    let duration: Duration
  }

  /// Delivers a call and collects whatever comes.
  func collect(_ call: PreparedCall, progress: ProgressSink?) async throws -> Collected {
    try await deliver(call, progress: progress) { answer in
      Received(
        value: Collected(
          head: answer.head, body: try await answer.collect(),
          duration: answer.stopwatch.elapsed()))
    }.value
  }
}

extension PreparedCall {
  /// A request for an envelope, or with `expectsFile` for a file.
  static func test(
    _ method: String = "GET", at address: String = "https://api.example/a",
    headers: [String: String] = [:], body: MemoriesRequest.Body = .none,
    limits: TimeLimits = TimeLimits(),
    policy: RetryPolicy = .none,
    safety: ReplaySafety = .billed,
    group: OperationTraits.RateGroup = OperationTraits.RateGroup("test"),
    expectsFile: Bool = false, observer: ClientEvent.Observer? = nil
  ) throws -> PreparedCall {
    guard let url = URL(string: address) else { throw URLError(.badURL) }
    return PreparedCall(
      traits: OperationTraits("Test", safety, rateGroup: group), method: method, url: url,
      originHeaders: headers.map { MemoriesRequest.Field($0.key, $0.value) },
      key: try APIKey(Courier.testKey), redaction: Redaction(of: Courier.testKey),
      body: EncodedBody(body), limits: limits, policy: policy,
      expectedAnswer: expectsFile ? .file(fallbackName: "movie.mp4") : .value,
      observation: observer.map { CallObservation("Test", clock: ContinuousClock(), $0) })
  }
}
