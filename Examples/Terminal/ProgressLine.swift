import Foundation
import MemoriesKit

/// A line at the bottom of the terminal that shows the progress of a transfer and disappears
/// afterwards.
///
/// It draws on standard error, so that standard output can be piped. A line that is not enabled
/// draws nothing.
package final class ProgressLine: @unchecked Sendable {
  // Unchecked: all mutable state is used only while `lock` is held. Drawing happens under the lock
  // too, so that lines of several tasks do not mix.
  private let lock = NSLock()
  private var lastDrawing: ContinuousClock.Instant?
  private var frame = 0
  private var isDrawn = false
  private var isFinished = false

  private let label: String
  private let isEnabled: Bool
  private let width: @Sendable () -> Int
  private let now: @Sendable () -> ContinuousClock.Instant
  private let write: @Sendable (String) -> Void

  private static let interval = Duration.milliseconds(100)
  private static let erasure = "\r\u{1B}[K"

  /// Makes a line with a label for the transfer.
  package convenience init(label: String, isEnabled: Bool) {
    self.init(
      label: label, isEnabled: isEnabled, width: { Terminal.width },
      now: { ContinuousClock.now }, write: { Terminal.writeError($0) })
  }

  init(
    label: String, isEnabled: Bool, width: @escaping @Sendable () -> Int,
    now: @escaping @Sendable () -> ContinuousClock.Instant,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.label = label
    self.isEnabled = isEnabled
    self.width = width
    self.now = now
    self.write = write
  }

  /// Draws the progress of a transfer, unless the last drawing is less than a tenth of a second old.
  package func update(_ progress: TransferProgress) {
    update(ProgressText(label, progress))
  }

  /// Draws the caller's own text, for instance the sum of several transfers.
  package func update(_ text: ProgressText) {
    guard isEnabled else { return }
    lock.withLock {
      let time = now()
      if isFinished { return }
      if let lastDrawing, time - lastDrawing < Self.interval { return }
      lastDrawing = time
      write(Self.erasure + text.line(width: width(), frame: frame))
      frame += 1
      isDrawn = true
    }
  }

  /// Writes text that stays above the line. The line returns with the next update.
  package func interrupted(by writing: () -> Void) {
    lock.withLock {
      erase()
      lastDrawing = nil
      writing()
    }
  }

  /// Erases the line for good. Later updates draw nothing.
  package func finish() {
    lock.withLock {
      erase()
      isFinished = true
    }
  }

  private func erase() {
    if isDrawn { write(Self.erasure) }
    isDrawn = false
  }
}

/// Shows the progress of one transfer while it runs, if standard error is a terminal.
package func showingProgress<Result>(
  _ label: String, isEnabled: Bool = Terminal.showsProgress,
  isolation: isolated (any Actor)? = #isolation,
  _ transfer: (TransferProgress.Handler) async throws -> Result
) async rethrows -> Result {
  let line = ProgressLine(label: label, isEnabled: isEnabled)
  defer { line.finish() }
  return try await transfer { line.update($0) }
}
