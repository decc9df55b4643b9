import Foundation

/// Runs `work` and cancels it when Ctrl-C is pressed, so that transfers end in order and leave no
/// partial files. Whoever presses it again does not want to wait for that.
func cancellingOnInterruption(_ work: @escaping @Sendable () async throws -> Void) async throws {
  // While a signal has its usual effect, a dispatch source never sees it; while it is ignored and
  // the source is not ready, nobody does. So the work begins when the source is ready.
  let ready = AsyncStream<Never>.makeStream()
  let task = Task {
    for await _ in ready.stream {}
    try await work()
  }
  signal(SIGINT, SIG_IGN)
  let source = DispatchSource.makeSignalSource(signal: SIGINT)
  source.setEventHandler {
    guard !task.isCancelled else { _exit(ExitCode.interrupted.rawValue) }
    task.cancel()
  }
  source.setRegistrationHandler { ready.continuation.finish() }
  source.activate()
  defer { source.cancel() }
  try await task.value
}
