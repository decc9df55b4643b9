import Foundation
import Terminal

/// Runs `work` and cancels it when Ctrl-C is pressed, so that transfers end in order and leave no
/// partial files. Whoever presses it again does not want to wait for that.
func cancellingOnInterruption(_ work: @escaping @Sendable () async throws -> Void) async throws {
  try await reactingToInterruption(
    { task in
      guard !task.isCancelled else { _exit(ExitCode.interrupted.rawValue) }
      task.cancel()
    }, work)
}
