import Foundation

/// Ctrl-C and its relatives. Nothing ends at once: whoever works looks here, tidies up and returns.
enum Interruption {
  private static let state = Locked(false)
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  static var hasCome: Bool { state.withLock { $0 } }

  static func check() throws {
    if hasCome { throw CancellationError() }
  }

  /// Begins to listen; the sources live as long as they are held.
  static func listen() -> [any DispatchSourceSignal] {
    signals.compactMap { number in
      // What `nohup`, or a shell for its background, has had ignored stays so. Apple's sources want
      // the rest ignored as well; Linux's see to that themselves.
      let former = signal(number, SIG_IGN)
      guard unsafeBitCast(former, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) else {
        return nil
      }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { state.withLock { $0 = true } }
      source.activate()
      return source
    }
  }
}
