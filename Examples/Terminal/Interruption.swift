import Foundation

/// Runs `work` and cancels it when Ctrl-C is pressed, so that transfers end in order and leave no
/// partial files. Whoever presses it again does not want to wait for that.
package func cancellingOnInterruption<Output: Sendable>(
  _ work: @escaping @Sendable () async throws -> Output
) async throws -> Output {
  try await reactingToInterruption(
    { task in
      guard !task.isCancelled else { _exit(130) }
      task.cancel()
    }, work)
}

/// Runs `work` and calls `interrupted` each time Ctrl-C is pressed meanwhile, in place of the
/// sudden end that it usually is. What `interrupted` gets is the task of the work, to cancel it.
///
/// No Ctrl-C is lost: the work begins only once they are seen, and one that comes before that ends
/// the program, which has done nothing yet.
package func reactingToInterruption<Output: Sendable>(
  _ interrupted: @escaping @Sendable (Task<Output, any Error>) -> Void,
  _ work: @escaping @Sendable () async throws -> Output
) async throws -> Output {
  let ready = AsyncStream<Never>.makeStream()
  let task = Task {
    for await _ in ready.stream {}
    return try await work()
  }
  let source = DispatchSource.makeSignalSource(signal: SIGINT)
  source.setEventHandler { interrupted(task) }
  source.setRegistrationHandler {
    #if canImport(Darwin)
    // Here the source leaves the signal its usual effect; on Linux it takes it away itself, and
    // would see nothing if the signal were ignored. Not earlier, because a signal that is ignored
    // while the source is not ready reaches nobody.
    signal(SIGINT, SIG_IGN)
    #endif
    ready.continuation.finish()
  }
  source.activate()
  defer { source.cancel() }
  return try await withTaskCancellationHandler {
    try await task.value
  } onCancel: {
    task.cancel()
  }
}
