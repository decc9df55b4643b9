import Foundation
import MemoriesKit

/// The account of the key: its uploads, its balance and its rate limits.
struct Service {
  /// A route of the service and its operation.
  struct Operation: Sendable {
    typealias Performance = @Sendable (inout Service, Sandbox.Request) throws -> Sandbox.Answer

    let route: Sandbox.Route
    let group: Sandbox.Settings.RouteGroup
    /// Whether the address itself lets whoever knows it in, and the key must not be sent.
    let isSigned: Bool
    /// The requests of the kit that go to the route.
    let requests: [any MemoriesOperation.Type]
    let perform: Performance

    init(
      _ route: Sandbox.Route, _ group: Sandbox.Settings.RouteGroup, isSigned: Bool = false,
      _ requests: any MemoriesOperation.Type..., perform: @escaping Performance
    ) {
      self.route = route
      self.group = group
      self.isSigned = isSigned
      self.requests = requests
      self.perform = perform
    }
  }

  private struct RateWindow {
    var start: Duration
    var calls = 0
  }

  private struct RateKey: Hashable {
    let product: Sandbox.Product
    let group: Sandbox.Settings.RouteGroup
  }

  let settings: Sandbox.Settings
  var library = Library()
  var balance: Double?
  var webhook: String?
  var rateLimits: [Sandbox.Settings.RouteGroup: Sandbox.Settings.RateLimit]
  private let apiKey: String
  private let elapsed: @Sendable () -> Duration
  private var windows: [RateKey: RateWindow] = [:]
  private var dueCallbacks: [Sandbox.Callback] = []
  private var callbackWaits: [Duration] = []

  init(_ settings: Sandbox.Settings, apiKey: String) {
    self.settings = settings
    self.apiKey = apiKey
    balance = settings.balance
    webhook = settings.webhook
    rateLimits = settings.rateLimits
    elapsed = Self.stopwatch(on: settings.clock)
  }

  /// The time since the sandbox started.
  var now: Duration { elapsed() }

  // MARK: Answering

  /// The refusal that the head of a request alone causes; nil if there is none.
  mutating func refusal(of request: Sandbox.Request) -> Sandbox.Answer? {
    guard let product = Sandbox.Product(path: request.path) else {
      return .spring(status: 404, path: request.path)
    }
    let isSigned = product.operation(for: request)?.isSigned ?? false
    guard request.headers.values("Authorization") == (isSigned ? [] : [apiKey]) else {
      return product.failure(isSigned ? .invalid("A signed address takes no key") : .unauthorized)
    }
    guard product.operations.contains(where: { $0.route.matches(path: request.path) }) else {
      return product.failure(.wrongPath(request.path))
    }
    guard let operation = product.operation(for: request) else {
      return product.failure(.wrongMethod(request.method))
    }
    guard admits(RateKey(product: product, group: operation.group)) else {
      return product.failure(.rateLimited)
    }
    return nil
  }

  /// The answer to a complete request that was not refused.
  mutating func answer(to request: Sandbox.Request) -> Sandbox.Answer {
    guard let product = Sandbox.Product(path: request.path),
      let operation = product.operation(for: request)
    else { return .spring(status: 404, path: request.path) }
    do {
      finishDueIndexing()
      return try operation.perform(&self, request)
    } catch let problem as Problem {
      return product.failure(problem)
    } catch {
      return .spring(status: 500, path: request.path)
    }
  }

  private mutating func admits(_ key: RateKey) -> Bool {
    guard let limit = rateLimits[key.group] else { return true }
    var window = windows[key] ?? RateWindow(start: now)
    if now - window.start >= limit.window { window = RateWindow(start: now) }
    window.calls += 1
    windows[key] = window
    return window.calls <= limit.calls
  }

  // MARK: Money

  /// Throws when the balance is used up, which uploads and searches require. The sandbox does not
  /// compute what they cost.
  func requireBalance() throws {
    if let balance, balance <= 0 { throw Problem.outOfBalance }
  }

  /// Deducts the price of a download before it begins: $0.12 for a gigabyte, as documented.
  mutating func payDownload(of byteCount: Int64) throws {
    guard let balance else { return }
    let price = Double(byteCount) * 0.12e-9
    guard balance >= price, balance > 0 else { throw Problem.outOfBalanceForDownload }
    self.balance = balance - price
  }

  // MARK: Indexing

  /// Remembers that a callback will be due, although nobody may poll then.
  mutating func expectCallback(after duration: Duration) {
    callbackWaits.append(duration.bounded)
  }

  /// Ends all processing that is due.
  mutating func finishDueIndexing() {
    dueCallbacks += finishDueImports() + finishDueJobs()
    for index in library.videos.indices {
      library.videos[index].indexing.finishIfDue(at: now)
    }
    for index in library.assets.indices {
      library.assets[index].processing.finishIfDue(at: now)
    }
  }

  /// Ends the processing of a video, an asset or an import at once.
  mutating func finishIndexing(of identifier: String, failing: Bool?) {
    for index in library.videos.indices where library.videos[index].videoNo == identifier {
      library.videos[index].indexing.finish(failing: failing)
    }
    for index in library.assets.indices where library.assets[index].assetID == identifier {
      library.assets[index].processing.finish(failing: failing)
    }
    for index in library.imports.indices where library.imports[index].taskID == identifier {
      library.imports[index].download.finish(failing: failing)
    }
    for index in library.jobs.indices where library.jobs[index].taskID == identifier {
      library.jobs[index].work.finish(failing: failing)
    }
  }

  /// The callbacks that have become due since the last call.
  mutating func takeDueCallbacks() -> [Sandbox.Callback] {
    finishDueIndexing()
    for index in library.videos.indices {
      if let callback = library.videos[index].takeCallback() { dueCallbacks.append(callback) }
    }
    defer { dueCallbacks = [] }
    return dueCallbacks
  }

  /// The times until callbacks are due, for uploads since the last call.
  mutating func takeCallbackWaits() -> [Duration] {
    defer { callbackWaits = [] }
    return callbackWaits
  }

  private static func stopwatch<C: Clock<Duration>>(
    on clock: C
  ) -> @Sendable () -> Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }
}

extension Sandbox.Product {
  var operations: [Service.Operation] {
    switch self {
    case .visualSearch: Service.visualSearchOperations
    case .visualIntelligence: Service.visualIntelligenceOperations
    }
  }

  func operation(for request: Sandbox.Request) -> Service.Operation? {
    operations.first { $0.route.matches(method: request.method, path: request.path) }
  }
}
