import Foundation

#if !canImport(Darwin)
/// Lets Foundation's thread sleep in short naps while all that is left to do is to wait.
///
/// On Linux, Foundation never stops asking whether a socket can be written to once it has asked,
/// which it does to connect and to send a body. A socket that is only waited on always can, so the
/// thread that serves all sessions keeps a core busy until the answer has come. Whatever runs inline
/// on that thread holds it up; so something of our own sleeps there for a moment and has itself called
/// again behind whatever became due meanwhile.
///
/// The naps are the price: whatever else this thread has to do, for other users' sessions too, goes
/// through it in a dozen steps, and each may be late by a nap. So there is one in so many rounds
/// only, and none unless the process is busy while all is quiet: on a connection that was used
/// before, nothing spins. While anything of ours is being sent, there is none either.
final class SpinDamper: Sendable {
  static let shared = SpinDamper(nap: { usleep(1_000) }, processorTime: { clock() })

  /// Every so many rounds there is a nap.
  private static let roundsToNap = 4
  /// After so many, about a second, it is asked again whether anything spins.
  private static let mostRounds = 4_000
  /// From what share of a core on the process counts as busy.
  private static let busyShare = 0.3

  /// How often it is looked whether all is quiet.
  private static let interval = DispatchTimeInterval.milliseconds(10)
  /// What may come in meanwhile: so much at once, or so many bytes a second. It waits in the
  /// socket's buffer for as long as a nap lasts, and has room there.
  private static let quietBurst: Int64 = 128 << 10
  private static let quietRate = 50e6

  /// How an exchange was at some time.
  struct Sample {
    var snapshot: Exchange.Snapshot
    var time: DispatchTime
  }

  private struct State {
    var exchanges: [ObjectIdentifier: Exchange] = [:]
    /// What was seen the last time.
    var samples: [ObjectIdentifier: Sample] = [:]
    /// Whether there will be another look without anybody's doing.
    var isRunning = false
    /// Whether an exchange has ended since the last sample: it may have been the one that spun.
    var hasRemovedExchange = false
    /// The processor time of the process at the last sample, and when that was.
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
  ///   - processorTime: What the process has had of all cores, in microseconds.
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
      // Before the nap, because what woke the thread is dealt with by now.
      switch sample() {
      case .nothingUnderWay: break
      case .busy: sampleLater()
      case .quiet where number >= Self.mostRounds:
        _ = isSpinning()
        sampleLater()
      case .quiet:
        if number % Self.roundsToNap == 0 { nap() }
        // From another thread: a queue that refills itself is served to its end, and this one would
        // have none.
        queue.async { [self] in runRound(number + 1) }
      }
    }
  }

  /// Whether the process has been busy since the last time this was asked.
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

  /// Whether nothing is to be done for an exchange that was so before, and is so now.
  static func isQuiet(_ last: Sample?, _ sample: Sample) -> Bool {
    guard let last, last.snapshot.phase == sample.snapshot.phase else { return false }
    switch sample.snapshot.phase {
    case .awaitingResponse, .ended, .queued: return true
    // A socket that cannot take more is silent by itself.
    case .connecting, .sending: return false
    case .receiving:
      let seconds = Double(sample.time.uptimeNanoseconds - last.time.uptimeNanoseconds) / 1e9
      let moved = sample.snapshot.bytesReceived - last.snapshot.bytesReceived
      return moved <= quietBurst || Double(moved) <= quietRate * seconds
    }
  }
}
#endif
