import MemoriesKit

/// One drawing of a progress line: a bar when the total size is known, else a spinner.
package struct ProgressText: Sendable, Hashable {
  /// A short name of the transfer.
  package let label: String
  /// The bytes moved so far.
  package let completedByteCount: Int64
  /// The total bytes, if known.
  package let expectedByteCount: Int64?
  /// The speed, if known.
  package var bytesPerSecond: Double?
  /// Whether everything is sent and the server works on the answer.
  package var isAwaitingAnswer = false

  /// Makes a drawing without a speed.
  package init(_ label: String, completedByteCount: Int64, expectedByteCount: Int64?) {
    self.label = Terminal.printable(label)
    self.completedByteCount = max(0, completedByteCount)
    self.expectedByteCount = expectedByteCount
  }

  /// Makes the drawing of a transfer.
  package init(_ label: String, _ progress: TransferProgress) {
    self.init(
      label, completedByteCount: progress.completedByteCount,
      expectedByteCount: progress.expectedByteCount)
    bytesPerSecond = progress.bytesPerSecond
    isAwaitingAnswer = progress.phase == .awaitingResponse
  }

  /// The line in fewer columns than `width`, because a terminal wraps after its last column. The
  /// least important parts are left out first; `frame` turns the spinner.
  package func line(width: Int, frame: Int) -> String {
    let room = max(0, width - 1)
    var parts = [share ?? spinner(frame)] + details
    while parts.count > 1, columns(parts) + min(label.columnCount, 20) > room {
      parts.removeLast()
    }
    let shortLabel = label.shortened(to: max(0, room - columns(parts)))
    // The bar has only three sizes, because one that followed every digit beside it would never
    // stand still.
    let rest = room - shortLabel.columnCount - columns(parts) - 3
    if share != nil, let barWidth = [30, 20, 10].first(where: { $0 <= rest }) {
      parts.insert(bar(barWidth), at: 0)
    }
    return ([shortLabel] + parts).filter { !$0.isEmpty }.joined(separator: " ")
      .shortened(to: room)
  }

  private func columns(_ parts: [String]) -> Int {
    parts.reduce(0) { $0 + $1.columnCount + 1 }
  }

  /// The completed fraction from 0 to 1, for a bar; nil for a spinner.
  private var fraction: Double? {
    guard !isAwaitingAnswer, let expectedByteCount, expectedByteCount > 0 else { return nil }
    return min(1, Double(completedByteCount) / Double(expectedByteCount))
  }

  // Rounds down, so that only a complete transfer shows 100%.
  private var share: String? {
    fraction.map { "\(Int($0 * 100))%" }.map {
      String(repeating: " ", count: max(0, 4 - $0.count)) + $0
    }
  }

  /// The texts beside the bar or the spinner, the most important first.
  private var details: [String] {
    if isAwaitingAnswer {
      return ["waiting for the answer"]
    }
    guard fraction != nil, let expectedByteCount else {
      return [Readable.bytes(completedByteCount), rate].compactMap { $0 }
    }
    let bytes = "\(Readable.bytes(completedByteCount)) of \(Readable.bytes(expectedByteCount))"
    return [bytes, rate, remainingTime].compactMap { $0 }
  }

  private var usableSpeed: Double? {
    bytesPerSecond.flatMap { $0.isFinite && $0 >= 1 ? min($0, 1e15) : nil }
  }

  private var rate: String? { usableSpeed.map { "\(Readable.bytes(Int64($0)))/s" } }

  private var remainingTime: String? {
    guard let usableSpeed, let expectedByteCount else { return nil }
    let seconds = Double(max(0, expectedByteCount - completedByteCount)) / usableSpeed
    // An estimate of many days helps nobody.
    return seconds < 864_000 ? "\(Readable.duration(.seconds(seconds))) left" : nil
  }

  private func spinner(_ frame: Int) -> String {
    let pictures = ["|", "/", "-", "\\"]
    return pictures[((frame % pictures.count) + pictures.count) % pictures.count]
  }

  private func bar(_ width: Int) -> String {
    let done = Int((fraction ?? 0) * Double(width))
    return "[" + String(repeating: "=", count: done) + String(repeating: " ", count: width - done)
      + "]"
  }
}
