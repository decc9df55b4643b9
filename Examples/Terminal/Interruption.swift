import Foundation

/// Runs `work` and calls `interrupted` each time Ctrl-C is pressed meanwhile, in place of the
/// sudden end that it usually is. What `interrupted` gets is the task of the work, to cancel it.
package func reactingToInterruption<Result: Sendable>(
  _ interrupted: @escaping @Sendable (Task<Result, any Error>) -> Void,
  _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  // While a signal has its usual effect, a dispatch source never sees it.
  signal(SIGINT, SIG_IGN)
  defer { signal(SIGINT, SIG_DFL) }
  let task = Task(operation: work)
  let source = DispatchSource.makeSignalSource(signal: SIGINT)
  source.setEventHandler { interrupted(task) }
  source.activate()
  defer { source.cancel() }
  return try await withTaskCancellationHandler {
    try await task.value
  } onCancel: {
    task.cancel()
  }
}
