#if canImport(Glibc)
private import CLibcurl
import Foundation

/// The one thread of this process that runs libcurl.
///
/// It sleeps until a socket is ready, a timer of libcurl's fires, or a command comes. It never waits
/// for a reader, a disk or a lock that somebody holds for long, so no transfer holds up another.
final class LibcurlLoop: Sendable {
  /// What other threads ask of the loop.
  enum Command: Sendable {
    case begin(Exchange, HTTPRequest, LibcurlEngine.Settings, ended: @Sendable () -> Void)
    /// The reader has made room.
    case resume(Exchange)
    /// Nobody wants the rest.
    case end(Exchange)
  }

  private struct Inbox {
    var commands: [Command] = []
    /// Whether the thread sleeps, or is about to. Only then somebody must wake it.
    var isAsleep = false
  }

  /// The loop of this process; nil when libcurl is missing or too old.
  static let shared = LibcurlLoop()

  private let inbox = Locked(Inbox())
  // Other threads only wake the loop with it, which libcurl allows at any time. It lives as long as
  // the process.
  private nonisolated(unsafe) let multi: OpaquePointer

  private init?() {
    guard Libcurl.version != 0, let multi = mkcurl_multi_init() else { return nil }
    self.multi = multi
    let thread = Thread { [self] in run() }
    thread.name = "MemoriesKit"
    thread.start()
  }

  /// Passes a command to the thread, and returns at once.
  func submit(_ command: Command) {
    let mustWake = inbox.withLock { inbox in
      inbox.commands.append(command)
      defer { inbox.isAsleep = false }
      return inbox.isAsleep
    }
    if mustWake { mkcurl_multi_wakeup(multi) }
  }

  private func run() -> Never {
    Self.blockBrokenPipes()
    let transfers = LibcurlTransfers(multi, self)
    while true {
      let commands = inbox.withLock { inbox in
        defer { inbox.commands = [] }
        return inbox.commands
      }
      for command in commands { transfers.follow(command) }
      mkcurl_multi_perform(multi)
      transfers.finishEnded()
      let mustSleep = inbox.withLock { inbox in
        inbox.isAsleep = inbox.commands.isEmpty
        return inbox.isAsleep
      }
      guard mustSleep else { continue }
      mkcurl_multi_poll(multi, 1_000_000)
      inbox.withLock { $0.isAsleep = false }
    }
  }

  /// Keeps the signal of a broken pipe from this thread. libcurl sends without the signal, but with
  /// versions before 7.87 OpenSSL wrote to the sockets by itself.
  private static func blockBrokenPipes() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}

/// The transfers that are under way. Only the thread of the loop uses it.
final class LibcurlTransfers {
  private let multi: OpaquePointer
  private let share: OpaquePointer?
  private let loop: LibcurlLoop
  private var running: [ObjectIdentifier: LibcurlTransfer] = [:]

  init(_ multi: OpaquePointer, _ loop: LibcurlLoop) {
    self.multi = multi
    self.loop = loop
    share = mkcurl_share_tls_sessions()
    mkcurl_multi_set_long(multi, MKCURLMOPT_MAXCONNECTS, LibcurlEngine.connectionLimit)
  }

  func follow(_ command: LibcurlLoop.Command) {
    switch command {
    case .begin(let exchange, let request, let settings, let ended):
      begin(exchange, request, settings, ended)
    case .resume(let exchange):
      running[ObjectIdentifier(exchange)]?.resume()
    case .end(let exchange):
      guard let transfer = running[ObjectIdentifier(exchange)], transfer.canBeRemoved else {
        return
      }
      finish(transfer, nil)
    }
  }

  private func begin(
    _ exchange: Exchange, _ request: HTTPRequest, _ settings: LibcurlEngine.Settings,
    _ ended: @escaping @Sendable () -> Void
  ) {
    guard !exchange.isAborted,
      let transfer = LibcurlTransfer(exchange, request, loop: loop, ended: ended),
      transfer.prepare(settings, share), mkcurl_multi_add(multi, transfer.easy) == MKCURLE_OK
    else {
      request.body?.close()
      exchange.didEnd(.connection(code: nil, reason: "libcurl has no memory"))
      return ended()
    }
    running[ObjectIdentifier(exchange)] = transfer
  }

  /// Ends the exchanges of all transfers that libcurl has ended.
  func finishEnded() {
    var code: Int32 = 0
    while let easy = mkcurl_multi_next_ended(multi, &code) {
      guard let user = mkcurl_get_pointer(easy, MKCURLINFO_PRIVATE) else { continue }
      finish(Unmanaged<LibcurlTransfer>.fromOpaque(user).takeUnretainedValue(), code)
    }
  }

  /// - Parameter code: How libcurl ended the transfer; nil when it has not.
  private func finish(_ transfer: LibcurlTransfer, _ code: Int32?) {
    mkcurl_multi_remove(multi, transfer.easy)
    running[ObjectIdentifier(transfer.exchange)] = nil
    transfer.end(code)
  }
}
#endif
