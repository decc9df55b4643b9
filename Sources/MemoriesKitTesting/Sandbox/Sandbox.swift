import Foundation
import MemoriesKit

/// A server on 127.0.0.1 that behaves like the memories.ai service, for tests and examples.
///
///     let sandbox = try await Sandbox.start()
///     // … point a client at sandbox.visualSearchURL with sandbox.apiKey …
///     await sandbox.stop()
///
/// It remembers what is uploaded and answers from it, refuses what the service documents as
/// refused, writes down every exchange, and fails in any way it is asked to. It is strict: a
/// request that breaks HTTP or multipart rules gets status 400 and a text that says why.
public final class Sandbox: Sendable {
  /// The base URL of Visual Search.
  public let visualSearchURL: URL
  /// The base URL of Visual Intelligence.
  public let visualIntelligenceURL: URL
  /// The origin, for routes added by `route(_:_:reading:answer:)`.
  public let url: URL
  /// The one key that the service's routes accept.
  public var apiKey: String { Self.key }

  static let key = "sk-mavi-sandbox-0123456789abcdef"

  let engine: Engine
  private let acceptingThread: Locked<WorkerThread?>

  /// Starts a server on 127.0.0.1, on a free port unless the settings name one.
  public static func start(_ settings: Settings = Settings()) async throws -> Sandbox {
    try Sandbox(settings)
  }

  private init(_ settings: Settings) throws {
    let engine = try Engine(settings: settings)
    self.engine = engine
    guard let url = URL(string: "http://127.0.0.1:\(engine.listener.port)") else {
      throw URLError(.badURL)
    }
    self.url = url
    visualSearchURL = url.appendingPathComponent(Product.visualSearch.basePath)
    visualIntelligenceURL = url.appendingPathComponent(Product.visualIntelligence.basePath)
    acceptingThread = Locked(nil)
    do {
      let thread = try WorkerThread { engine.run() }
      acceptingThread.withLock { $0 = thread }
    } catch {
      engine.listener.close()
      throw error
    }
  }

  deinit {
    engine.beginStop()
    acceptingThread.withLock { thread in
      thread?.detach()
      thread = nil
    }
  }

  /// Stops the server and frees all that it holds: the port, the connections, however far they
  /// are, the threads and the temporary files. Stopping twice does no harm.
  ///
  /// It waits for closures of added routes that are running.
  public func stop() async {
    for timer in engine.beginStop() { await timer.value }
    await engine.waitUntilStopped()
    let thread = acceptingThread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    thread?.join()
  }

  // MARK: Routes and faults

  /// Answers a method and path with a closure, before the service has a look at it. Of several
  /// routes that match, the one added last answers.
  ///
  /// - Parameters:
  ///   - method: The method, or `*`.
  ///   - path: The path, in which `{name}` stands for any segment.
  ///   - reading: How the request's body is taken in.
  ///   - answer: The answer to a request that was read in full. It runs on the connection's
  ///     thread and may block; an error that it throws becomes status 500.
  public func route(
    _ method: String, _ path: String, reading: Reading = .standard,
    answer: @escaping @Sendable (Request) throws -> Answer
  ) {
    let endpoint = Endpoint(reading: reading, refusal: nil, answer: answer)
    engine.state.withLock { $0.routes.append((Route(method, path), endpoint)) }
  }

  /// Spoils some of the following calls of a route.
  ///
  /// - Parameters:
  ///   - route: The route.
  ///   - calls: Which calls, counted from 1 for the next one.
  ///   - faults: What goes wrong; several together are possible.
  public func fail(_ route: Route, calls: ClosedRange<Int>, with faults: Fault...) {
    engine.state.withLock {
      $0.faults.append(FaultRule(route: route, calls: calls, faults: faults))
    }
  }

  /// Spoils the next call of a route.
  public func failNext(_ route: Route, with faults: Fault...) {
    engine.state.withLock {
      $0.faults.append(FaultRule(route: route, calls: 1...1, faults: faults))
    }
  }

  /// Spoils every call of a route from now on, until `removeFaults()`.
  public func failAlways(_ route: Route, with faults: Fault...) {
    engine.state.withLock {
      $0.faults.append(FaultRule(route: route, calls: 1...Int.max, faults: faults))
    }
  }

  /// Forgets all faults that are still to come.
  public func removeFaults() {
    engine.state.withLock { $0.faults = [] }
  }

  // MARK: The log

  /// All exchanges so far, in the order in which they began.
  public var exchanges: [Exchange] {
    engine.state.withLock { $0.log.exchanges }
  }

  /// Waits for an exchange that `accepts` is true of: one in the log, or the first that comes to
  /// be so. Nil if the sandbox stops or the task is cancelled before.
  ///
  /// `accepts` is called while the sandbox's state is locked and must not use the sandbox.
  public func exchange(
    where accepts: @escaping @Sendable (Exchange) -> Bool
  ) async -> Exchange? {
    let key = engine.state.withLock { $0.log.makeKey() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        engine.state.withLock {
          $0.log.wait(.init(accepts: accepts, continuation: continuation), key: key)
        }
      }
    } onCancel: {
      engine.state.withLock { $0.log.cancel(key: key) }
    }
  }
}
