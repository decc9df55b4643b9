import Foundation
import MemoriesKit
import Terminal

/// The progress of all uploads as one line.
final class TotalProgress: @unchecked Sendable {
  // Unchecked: all mutable state is used only while `lock` is held.
  private let lock = NSLock()
  private var running: [String: TransferProgress] = [:]
  private var endedByteCount: Int64 = 0
  private var endedCount = 0

  private let count: Int
  private let byteCount: Int64
  private let line: ProgressLine

  init(of files: [VideoFile], isEnabled: Bool) {
    count = files.count
    byteCount = files.reduce(0) { $0 + $1.byteCount }
    line = ProgressLine(label: "uploading", isEnabled: isEnabled)
  }

  /// Updates the progress of one upload.
  func update(_ file: VideoFile, _ progress: TransferProgress) {
    let text = lock.withLock {
      running[file.name] = progress
      return drawing()
    }
    line.update(text)
  }

  /// Ends one upload, in whatever way. The announcement stays above the line.
  func end(_ file: VideoFile, saying announcement: () -> Void) {
    lock.withLock {
      running[file.name] = nil
      endedByteCount += file.byteCount
      endedCount += 1
    }
    line.interrupted { announcement() }
  }

  /// Erases the line.
  func finish() { line.finish() }

  private func drawing() -> ProgressText {
    let moved = running.values.reduce(endedByteCount) { $0 + $1.completedByteCount }
    // The form is a little larger than the file in it, so the sum may exceed the total.
    var text = ProgressText(
      "\(endedCount) of \(count) done", completedByteCount: min(moved, byteCount),
      expectedByteCount: byteCount)
    let speeds = running.values.compactMap(\.bytesPerSecond)
    text.bytesPerSecond = speeds.isEmpty ? nil : speeds.reduce(0, +)
    return text
  }
}
