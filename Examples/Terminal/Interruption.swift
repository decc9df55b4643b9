import Foundation
import MemoriesKit

/// What work ended with after a signal had cancelled it.
package struct Interrupted: Error {
  /// The signal, whose exit status is the program's.
  package let signal: EndingSignal
  /// What the work threw, which mostly says no more than that it was cancelled.
  package let cause: any Error

  /// An end by a signal.
  package init(signal: EndingSignal, cause: any Error) {
    self.signal = signal
    self.cause = cause
  }
}

/// Runs `work` and cancels it when a signal asks the program to end, so that transfers end in order
/// and leave no partial files. Whoever sends a second one does not want to wait for that.
///
/// Throws `Interrupted` when the work was cancelled and did not get done all the same.
package func cancellingOnSignals<Output: Sendable>(
  _ work: @escaping @Sendable () async throws -> Output
) async throws -> Output {
  let signals = Locked<[EndingSignal]>([])
  do {
    return try await reactingToSignals(
      { signal, task in
        signals.withLock { $0.append(signal) }
        if task.isCancelled { _exit(signal.exitStatus) }
        task.cancel()
      }, work)
  } catch {
    guard let signal = signals.withLock({ $0.first }) else { throw error }
    throw Interrupted(signal: signal, cause: error)
  }
}

/// Runs `work` and calls `received` for each signal that asks the program to end meanwhile, in
/// place of the sudden end that it usually is; one after the other. With the signal comes the task
/// of the work, to cancel it. A signal that is ignored stays so, and one that comes within
/// `SignalEchoes.time` of another is the same one.
///
/// No signal is lost: the work begins only once they are seen, and one that comes before that ends
/// the program, which has done nothing yet.
package func reactingToSignals<Output: Sendable>(
  _ received: @escaping @Sendable (EndingSignal, Task<Output, any Error>) -> Void,
  _ work: @escaping @Sendable () async throws -> Output
) async throws -> Output {
  let ready = AsyncStream<Never>.makeStream()
  let task = Task {
    for await _ in ready.stream {}
    return try await work()
  }
  let queue = DispatchQueue(label: "MemoriesKit.signals")
  let debounce = Locked(SignalDebounce())
  let registrations = DispatchGroup()
  let sources = EndingSignal.allCases.filter { !$0.isIgnored }.map { signal in
    let source = DispatchSource.makeSignalSource(signal: signal.number, queue: queue)
    source.setEventHandler {
      if debounce.withLock({ $0.accepts(at: .now) }) { received(signal, task) }
    }
    source.setRegistrationHandler {
      #if canImport(Darwin)
      // Here the source leaves the signal its usual effect; on Linux it takes it away itself, and
      // would see nothing if the signal were ignored. Not earlier, because a signal that is ignored
      // while the source is not ready reaches nobody.
      Foundation.signal(signal.number, SIG_IGN)
      #endif
      registrations.leave()
    }
    registrations.enter()
    source.activate()
    return source
  }
  registrations.notify(queue: queue) { ready.continuation.finish() }
  defer {
    for source in sources { source.cancel() }
  }
  return try await withTaskCancellationHandler {
    try await task.value
  } onCancel: {
    task.cancel()
  }
}
