#if canImport(Glibc)
import Dispatch

/// Sends requests with libcurl itself, the library under Foundation's `URLSession` on Linux.
///
/// Foundation's own layer spins while it waits, serves all sessions on one thread, and ends the
/// process over some answers. None of that is libcurl's.
struct LibcurlEngine: HTTPEngine {
  /// How the engine reaches its servers.
  struct Settings: Sendable {
    /// Whether the proxies in the environment are used. This machine is never reached through one.
    var usesProxies = true
    /// The path of a file with the certificate authorities to trust in place of the system's.
    var authorities: String?
  }

  /// Enough connections to use any line fully, and few enough for the descriptors of a process.
  static let connectionLimit = 64

  private static let exchangeQueue = ExchangeQueue(limit: connectionLimit)
  /// Opens the files of requests, which may wait for a disk and must hold up no transfer and no other
  /// request.
  private static let openQueue = DispatchQueue(
    label: "MemoriesKit.opening", attributes: .concurrent)

  private let settings: Settings
  private let loop: LibcurlLoop

  /// Makes an engine; nil when libcurl is missing or too old. All engines share their connections.
  init?(_ settings: Settings = Settings()) {
    guard let loop = LibcurlLoop.shared else { return nil }
    self.loop = loop
    self.settings = settings
  }

  var name: String { Libcurl.name }

  func start(_ request: HTTPRequest) -> Exchange {
    let exchange = Exchange(request)
    exchange.didHold()
    exchange.didQueue()
    Self.exchangeQueue.enter { [settings, loop] in
      exchange.didLeaveQueue()
      // An end that comes before the beginning finds nothing to end, and the beginning finds an
      // exchange that is over.
      exchange.didStart { loop.submit(.end(exchange)) }
      let begin: @Sendable () -> Void = {
        loop.submit(
          .begin(exchange, request, settings, ended: { Self.exchangeQueue.leave() }))
      }
      guard let openFiles = request.openFiles else { return begin() }
      Self.openQueue.async {
        do {
          if !exchange.isAborted { try openFiles() }
          begin()
        } catch {
          request.body?.close()
          exchange.abort(TransportFailure.body(error))
          Self.exchangeQueue.leave()
        }
      }
    }
    return exchange
  }
}
#endif
