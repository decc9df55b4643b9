import Foundation
import MemoriesKitTesting

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A plain session with a delegate, as the SDK's own, for tests of protocol classes.
///
/// There is one for each protocol class for the life of the process: Foundation on Linux does not
/// take sessions down safely.
final class LoadingSession: Sendable {
  struct Outcome: Sendable {
    var response: HTTPURLResponse?
    var pieces: [Data] = []
    var error: (any Error)?

    var body: Data { pieces.reduce(Data(), +) }
    var text: String { String(decoding: body, as: UTF8.self) }
    var code: URLError.Code? { (error as? URLError)?.code }
  }

  private let session: URLSession
  private let collector = Collector()
  private let tasks = DispatchQueue(label: "LoadingSession")

  init(_ protocolClass: URLProtocol.Type) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.protocolClasses = [protocolClass]
    configuration.urlCache = nil
    session = URLSession(configuration: configuration, delegate: collector, delegateQueue: nil)
  }

  func load(_ request: URLRequest) async -> Outcome {
    await withCheckedContinuation { continuation in
      begin(request) { continuation.resume(returning: $0) }
    }
  }

  /// Starts a request; `end` gets its outcome. Returns what cancels it.
  @discardableResult
  func begin(
    _ request: URLRequest, end: @escaping @Sendable (Outcome) -> Void
  ) -> @Sendable () -> Void {
    let task = session.dataTask(with: request)
    collector.add(task.taskIdentifier, end)
    task.resume()
    return { [tasks] in tasks.async { task.cancel() } }
  }
}

private final class Collector: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  // Unchecked: `loads` is touched only while `lock` is held.
  private let lock = NSLock()
  private var loads: [Int: (LoadingSession.Outcome, @Sendable (LoadingSession.Outcome) -> Void)] =
    [:]

  func add(_ task: Int, _ end: @escaping @Sendable (LoadingSession.Outcome) -> Void) {
    lock.withLock { loads[task] = (LoadingSession.Outcome(), end) }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    lock.withLock { loads[dataTask.taskIdentifier]?.0.response = response as? HTTPURLResponse }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    lock.withLock { loads[dataTask.taskIdentifier]?.0.pieces.append(data) }
  }

  /// Left to itself, Foundation on Linux waits for ever after a 401 that asks for a password.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler: @escaping (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    completionHandler(.cancelAuthenticationChallenge, nil)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    guard let load = lock.withLock({ loads.removeValue(forKey: task.taskIdentifier) }) else {
      return
    }
    var outcome = load.0
    outcome.error = error
    load.1(outcome)
  }
}

extension URLRequest {
  /// A request to the service's address that carries the headers of a replay or recorder.
  init(
    _ method: String = "GET", _ path: String, headers: [String: String] = [:], body: Data? = nil,
    at base: String = "https://api.memories.ai"
  ) throws {
    guard let url = URL(string: base + path) else { throw URLError(.badURL) }
    self.init(url: url)
    httpMethod = method
    for (name, value) in headers { setValue(value, forHTTPHeaderField: name) }
    httpBody = body
  }
}
