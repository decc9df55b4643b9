import Foundation
import MemoriesKit

/// The error of work that a signal cancelled.
package struct Interrupted: Error {
  /// The signal. Its exit status is that of the program.
  package let signal: EndingSignal
  /// The error of the work, which often says only that it was cancelled.
  package let cause: any Error

  /// Makes the error.
  package init(signal: EndingSignal, cause: any Error) {
    self.signal = signal
    self.cause = cause
  }
}

/// Runs `work`, and cancels it when a signal asks the program to end, so that transfers end cleanly
/// and leave no partial files. A second signal ends the program at once.
///
/// Throws `Interrupted` when the work was cancelled and did not finish anyway.
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

/// Runs `work`, and calls `received` for each signal that asks the program to end, one after the
/// other. That replaces the usual immediate end. `received` also gets the task of the work, so that
/// it can cancel it. An ignored signal stays ignored. A signal within `SignalDebounce.time` of
/// another counts as the same one.
///
/// No signal gets lost: the work begins only once the handlers are ready. An earlier signal ends
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
      // On Apple systems the source leaves the default action of the signal in place, so ignore the
      // signal. On Linux the source replaces the action itself, and would see nothing of an ignored
      // signal. Do not ignore it earlier, because a signal that arrives before the source is ready
      // would be lost.
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
