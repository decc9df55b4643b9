import Foundation
import MemoriesKit

/// A server on 127.0.0.1 that behaves like the memories.ai service, for tests and examples.
///
///     let sandbox = try await Sandbox.start()
///     // … point a client at sandbox.visualSearchURL with sandbox.apiKey …
///     await sandbox.stop()
///
/// It remembers uploads and answers from them, refuses what the documentation says the service
/// refuses, logs every exchange, and fails as you ask. It is strict: a request that breaks the
/// rules of HTTP or multipart gets status 400 and a text with the reason.
public final class Sandbox: Sendable {
  /// The base URL of Visual Search.
  public let visualSearchURL: URL
  /// The base URL of Visual Intelligence.
  public let visualIntelligenceURL: URL
  /// The origin, for routes that you add with `route(_:_:reading:answer:)`.
  public let url: URL
  /// The only key that the routes of the service accept.
  public var apiKey: String { Self.key }

  static let key = "sk-mavi-sandbox-0123456789abcdef"

  let engine: Engine
  private let acceptingThread: Locked<WorkerThread?>

  /// Starts a server on 127.0.0.1, on a free port unless the settings have one.
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

  /// Stops the server and frees all that it holds: the port, the connections in any state, the
  /// threads and the temporary files. You may stop it twice.
  ///
  /// It waits for running closures of added routes.
  public func stop() async {
    for timer in engine.beginStop() { await timer.value }
    await engine.waitUntilStopped()
    let thread = acceptingThread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    thread?.join()
  }

  // MARK: Routes

  /// Answers a method and path with a closure instead of the service. Of several matching routes,
  /// the last one added answers.
  ///
  /// - Parameters:
  ///   - method: The method, or `*`.
  ///   - path: The path; `{name}` in it matches any segment.
  ///   - reading: How to read the body of the request.
  ///   - answer: Answers a complete request. It runs on the thread of the connection and may block.
  ///     An error that it throws becomes status 500.
  public func route(
    _ method: String, _ path: String, reading: Reading = .standard,
    answer: @escaping @Sendable (Request) throws -> Answer
  ) {
    let endpoint = Endpoint(reading: reading, refusal: nil, answer: answer)
    engine.state.withLock { $0.routes.append((Route(method, path), endpoint)) }
  }

  // MARK: The log

  /// All exchanges so far, in the order in which they began.
  public var exchanges: [Exchange] {
    engine.state.withLock { $0.log.exchanges }
  }

  /// Waits for an exchange that `accepts` returns true for: one in the log, or the first that
  /// comes. Returns nil if the sandbox stops or the task is cancelled before.
  ///
  /// The sandbox calls `accepts` while its state is locked, so `accepts` must not use the sandbox.
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
