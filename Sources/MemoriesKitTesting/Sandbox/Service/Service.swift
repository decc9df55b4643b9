import Foundation
import MemoriesKit

/// The account behind the sandbox's key: what was uploaded, the balance and the rate limits.
struct Service {
  /// One route of the service and what it does.
  struct Operation: Sendable {
    let route: Sandbox.Route
    let group: Sandbox.Settings.RouteGroup
    let perform: @Sendable (inout Service, Sandbox.Request) throws -> Sandbox.Answer
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
    rateLimits = settings.rateLimits
    elapsed = Self.stopwatch(on: settings.clock)
  }

  /// The time since the sandbox started.
  var now: Duration { elapsed() }

  // MARK: Answering

  /// The answer that a request's head alone brings about.
  mutating func refusal(of request: Sandbox.Request) -> Sandbox.Answer? {
    guard let product = Sandbox.Product(path: request.path) else {
      return .spring(status: 404, path: request.path)
    }
    guard request.headers.values("Authorization") == [apiKey] else {
      return product.failure(.unauthorized)
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

  /// The answer to a whole request that was not refused.
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

  /// Uploads and searches need an account that is not empty; what they cost is not modelled.
  func requireBalance() throws {
    if let balance, balance <= 0 { throw Problem.outOfBalance }
  }

  /// Deducts a download before it begins, at the documented price of $0.12 for a gigabyte.
  mutating func payDownload(of byteCount: Int64) throws {
    guard let balance else { return }
    let price = Double(byteCount) * 0.12e-9
    guard balance >= price, balance > 0 else { throw Problem.outOfBalanceForDownload }
    self.balance = balance - price
  }

  // MARK: Indexing

  /// Notes that something will be ready in time, although nobody may ask.
  mutating func expectCallback(after duration: Duration) {
    callbackWaits.append(duration.bounded)
  }

  /// Ends the indexing of all that is due.
  mutating func finishDueIndexing() {
    for index in library.videos.indices {
      library.videos[index].indexing.finishIfDue(at: now)
    }
    for index in library.assets.indices {
      library.assets[index].processing.finishIfDue(at: now)
    }
  }

  /// The callbacks that have become due since the last time.
  mutating func takeDueCallbacks() -> [Sandbox.Callback] {
    finishDueIndexing()
    for index in library.videos.indices {
      if let callback = library.videos[index].takeCallback() { dueCallbacks.append(callback) }
    }
    defer { dueCallbacks = [] }
    return dueCallbacks
  }

  /// How long to wait before a callback may be due, for uploads since the last time.
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
