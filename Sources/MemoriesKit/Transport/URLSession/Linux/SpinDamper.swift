import Foundation

#if !canImport(Darwin)
/// Makes Foundation's thread sleep briefly while it has nothing to do but wait.
///
/// On Linux, Foundation polls whether a socket is writable from the moment it connects or sends a
/// body, and never stops polling. An idle socket always is writable. So the thread that serves all
/// sessions keeps one core busy until the answer arrives. Whatever runs inline on that thread
/// delays it. So this class sleeps there for a moment, and schedules itself again behind whatever
/// has become due.
///
/// The price is delay: other work on this thread, also for sessions of others, takes a dozen steps,
/// and each step may be late by one sleep. So only every fourth round sleeps. None sleeps unless
/// the process is busy while all exchanges are quiet, because nothing spins on a connection that
/// was used before. None sleeps while an exchange of this library is sending.
final class SpinDamper: Sendable {
  static let shared = SpinDamper(nap: { usleep(1_000) }, processorTime: { clock() })

  /// One round in so many sleeps.
  private static let roundsToNap = 4
  /// After so many rounds, about a second, check again whether the thread spins.
  private static let mostRounds = 4_000
  /// The share of a core from which the process counts as busy.
  private static let busyShare = 0.3

  /// How often to check whether all exchanges are quiet.
  private static let interval = DispatchTimeInterval.milliseconds(10)
  /// An exchange still counts as quiet when it receives so many bytes at once, or so many a second.
  /// They wait in the buffer of the socket during a sleep, and fit there.
  private static let quietBurst: Int64 = 128 << 10
  private static let quietRate = 50e6

  /// The state of an exchange at some time.
  struct Sample {
    var snapshot: Exchange.Snapshot
    var time: DispatchTime
  }

  private struct State {
    var exchanges: [ObjectIdentifier: Exchange] = [:]
    /// The last sample of each exchange.
    var samples: [ObjectIdentifier: Sample] = [:]
    /// Whether another check is scheduled.
    var isRunning = false
    /// Whether an exchange has ended since the last sample. It may have been the one that spun.
    var hasRemovedExchange = false
    /// The processor time of the process at the last sample, and the time of that sample.
    var lastProcessorTime: (time: Int, at: DispatchTime)?
  }

  private enum Activity {
    case nothingUnderWay, busy, quiet
  }

  private let nap: @Sendable () -> Void
  private let processorTime: @Sendable () -> Int
  private let state = Locked(State())
  private let queue = DispatchQueue(label: "MemoriesKit.SpinDamper")

  /// - Parameters:
  ///   - nap: Blocks for a moment.
  ///   - processorTime: Returns the processor time of the process on all cores, in microseconds.
  init(
    nap: @escaping @Sendable () -> Void, processorTime: @escaping @Sendable () -> Int
  ) {
    self.nap = nap
    self.processorTime = processorTime
  }

  func add(_ exchange: Exchange) {
    let mustStart = state.withLock { state in
      state.exchanges[ObjectIdentifier(exchange)] = exchange
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if mustStart { sampleLater() }
  }

  func remove(_ exchange: Exchange) {
    state.withLock { state in
      state.exchanges[ObjectIdentifier(exchange)] = nil
      state.samples[ObjectIdentifier(exchange)] = nil
      state.hasRemovedExchange = true
    }
  }

  private func sampleLater() {
    queue.asyncAfter(deadline: .now() + Self.interval) { [self] in
      let isSpinning = isSpinning()
      switch sample() {
      case .nothingUnderWay: break
      case .quiet where isSpinning: runRound(1)
      case .quiet, .busy: sampleLater()
      }
    }
  }

  private func runRound(_ number: Int) {
    NetworkingQueue.perform { [self] in
      // Take the sample before the sleep, because the thread has handled by now what woke it.
      switch sample() {
      case .nothingUnderWay: break
      case .busy: sampleLater()
      case .quiet where number >= Self.mostRounds:
        _ = isSpinning()
        sampleLater()
      case .quiet:
        if number % Self.roundsToNap == 0 { nap() }
        // Schedule the next round from another thread. Foundation works off a queue that refills
        // itself without a pause, and this one would never be empty.
        queue.async { [self] in runRound(number + 1) }
      }
    }
  }

  /// Whether the process has been busy since the last call of this method.
  private func isSpinning() -> Bool {
    let now = (time: processorTime(), at: DispatchTime.now())
    let last = state.withLock { state in
      defer { state.lastProcessorTime = now }
      return state.lastProcessorTime
    }
    guard let last else { return false }
    let microseconds = Double(now.at.uptimeNanoseconds - last.at.uptimeNanoseconds) / 1000
    return Double(now.time - last.time) >= Self.busyShare * microseconds
  }

  private func sample() -> Activity {
    let now = DispatchTime.now()
    return state.withLock { state in
      guard !state.exchanges.isEmpty else {
        state.isRunning = false
        return .nothingUnderWay
      }
      var activity = state.hasRemovedExchange ? Activity.busy : .quiet
      state.hasRemovedExchange = false
      for (identity, exchange) in state.exchanges {
        let sample = Sample(snapshot: exchange.snapshot, time: now)
        if !Self.isQuiet(state.samples[identity], sample) { activity = .busy }
        state.samples[identity] = sample
      }
      return activity
    }
  }

  /// Whether the thread had nothing to do for an exchange, neither at the last sample nor at this
  /// one.
  static func isQuiet(_ last: Sample?, _ sample: Sample) -> Bool {
    guard let last, last.snapshot.phase == sample.snapshot.phase else { return false }
    switch sample.snapshot.phase {
    case .awaitingResponse, .ended, .queued: return true
    // The thread does not spin on a socket whose buffer is full.
    case .connecting, .sending: return false
    case .receiving:
      let seconds = Double(sample.time.uptimeNanoseconds - last.time.uptimeNanoseconds) / 1e9
      let moved = sample.snapshot.bytesReceived - last.snapshot.bytesReceived
      return moved <= quietBurst || Double(moved) <= quietRate * seconds
    }
  }
}
#endif
