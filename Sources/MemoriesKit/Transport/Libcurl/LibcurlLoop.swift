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
    /// A piece of a body has come from the disk.
    case didRead(Exchange, HTTPBody, Result<[UInt8], any Error>)
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
      // No variable may hold the commands, or they would stay in memory while the thread sleeps.
      for command in takeCommands() { transfers.follow(command) }
      mkcurl_multi_perform(multi)
      transfers.finishRound()
      let mustSleep = inbox.withLock { inbox in
        inbox.isAsleep = inbox.commands.isEmpty
        return inbox.isAsleep
      }
      guard mustSleep else { continue }
      mkcurl_multi_poll(multi, 1_000_000)
      inbox.withLock { $0.isAsleep = false }
    }
  }

  private func takeCommands() -> [Command] {
    inbox.withLock { inbox in
      defer { inbox.commands = [] }
      return inbox.commands
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
#endif
