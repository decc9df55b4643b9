import Foundation

#if !canImport(Darwin)
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Lets Foundation's thread sleep in short naps while all that is left to do is to wait.
///
/// On Linux, Foundation never stops asking whether a socket can be written to once it has asked,
/// which it does to connect and to send a body. A socket that is only waited on always can, so the
/// thread that serves all sessions keeps a core busy until the answer has come. Whatever runs inline
/// on that thread holds it up; so a callback of a session of our own, which has no tasks, sleeps for
/// a moment and has itself called again behind whatever became due meanwhile.
///
/// The nap is the price: anything else of this thread, other users' sessions included, is late by
/// one nap at most, and only while everything of ours has been quiet for some time.
final class Doze: Sendable {
  static let shared = Doze { usleep(1_000) }

  /// How often it is looked whether all is quiet.
  private static let interval = DispatchTimeInterval.milliseconds(10)
  /// What may come in meanwhile: so much at once, or so many bytes a second. It waits in the
  /// socket's buffer for as long as a nap lasts, and has room there.
  private static let burst: Int64 = 128 << 10
  private static let trickle = 50e6

  /// How an exchange was at some time.
  struct Look {
    var snapshot: Exchange.Snapshot
    var time: DispatchTime
  }

  private struct State {
    var exchanges: [ObjectIdentifier: Exchange] = [:]
    /// What was seen the last time.
    var looks: [ObjectIdentifier: Look] = [:]
    /// Whether there will be another look without anybody's doing.
    var isRunning = false
  }

  private enum Finding {
    case nothingUnderWay, busy, quiet
  }

  private let nap: @Sendable () -> Void
  private let state = Locked(State())
  private let queue = DispatchQueue(label: "MemoriesKit.Doze")
  private let session = URLSession(
    configuration: .ephemeral, delegate: nil, delegateQueue: InlineDelegateQueue())

  /// - Parameter nap: Blocks for a moment.
  init(nap: @escaping @Sendable () -> Void) {
    self.nap = nap
  }

  func add(_ exchange: Exchange) {
    let mustStart = state.withLock { state in
      state.exchanges[ObjectIdentifier(exchange)] = exchange
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if mustStart { lookLater() }
  }

  func remove(_ exchange: Exchange) {
    state.withLock { state in
      state.exchanges[ObjectIdentifier(exchange)] = nil
      state.looks[ObjectIdentifier(exchange)] = nil
    }
  }

  private func lookLater() {
    queue.asyncAfter(deadline: .now() + Self.interval) { [self] in
      switch look() {
      case .nothingUnderWay: break
      case .busy: lookLater()
      case .quiet: takeNap()
      }
    }
  }

  private func takeNap() {
    session.getAllTasks { [self] _ in
      // Before the nap, because what woke the thread is dealt with by now.
      switch look() {
      case .nothingUnderWay: break
      case .busy: lookLater()
      case .quiet:
        nap()
        // From another thread: a queue that refills itself is served to its end, and this one would
        // have none.
        queue.async { [self] in takeNap() }
      }
    }
  }

  private func look() -> Finding {
    let now = DispatchTime.now()
    return state.withLock { state in
      guard !state.exchanges.isEmpty else {
        state.isRunning = false
        return .nothingUnderWay
      }
      var finding = Finding.quiet
      for (identity, exchange) in state.exchanges {
        let look = Look(snapshot: exchange.snapshot, time: now)
        if !Self.isQuiet(state.looks[identity], look) { finding = .busy }
        state.looks[identity] = look
      }
      return finding
    }
  }

  /// Whether nothing is to be done for an exchange that was so before, and is so now.
  static func isQuiet(_ last: Look?, _ look: Look) -> Bool {
    guard let last, last.snapshot.phase == look.snapshot.phase else { return false }
    switch look.snapshot.phase {
    case .awaitingResponse, .ended, .queued: return true
    // A socket that cannot take more is silent by itself.
    case .connecting, .sending: return false
    case .receiving:
      let seconds = Double(look.time.uptimeNanoseconds - last.time.uptimeNanoseconds) / 1e9
      let moved = look.snapshot.bytesReceived - last.snapshot.bytesReceived
      return moved <= burst || Double(moved) <= trickle * seconds
    }
  }
}
#endif
