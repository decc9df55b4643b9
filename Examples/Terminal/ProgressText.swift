import MemoriesKit

/// One drawing of a progress line: what has been moved, as a bar where the whole is known and as a
/// spinner where it is not.
package struct ProgressText: Sendable, Hashable {
  /// What is being transferred, in a few words.
  package let label: String
  /// The bytes moved so far.
  package let completedByteCount: Int64
  /// The bytes to move, when that is known.
  package let expectedByteCount: Int64?
  /// The speed, when it can be told.
  package var bytesPerSecond: Double?
  /// Whether all is sent and the other side is at work.
  package var isAwaitingAnswer = false

  /// The drawing of some bytes, without a speed.
  package init(_ label: String, completedByteCount: Int64, expectedByteCount: Int64?) {
    self.label = Terminal.printable(label)
    self.completedByteCount = max(0, completedByteCount)
    self.expectedByteCount = expectedByteCount
  }

  /// The drawing of a transfer.
  package init(_ label: String, _ progress: TransferProgress) {
    self.init(
      label, completedByteCount: progress.completedByteCount,
      expectedByteCount: progress.expectedByteCount)
    bytesPerSecond = progress.bytesPerSecond
    isAwaitingAnswer = progress.phase == .awaitingResponse
  }

  /// The line in fewer columns than `width`, since a terminal wraps when its last column is used.
  /// What matters least is left out first; `frame` turns the spinner.
  package func line(width: Int, frame: Int) -> String {
    let room = max(0, width - 1)
    var parts = [share ?? spinner(frame)] + details
    while parts.count > 1, columns(parts) + min(label.columnCount, 20) > room {
      parts.removeLast()
    }
    let shortLabel = label.shortened(to: max(0, room - columns(parts)))
    // In few sizes, because a bar that follows every digit beside it never stands still.
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

  /// From 0 to 1, for a bar; nil asks for a spinner.
  private var fraction: Double? {
    guard !isAwaitingAnswer, let expectedByteCount, expectedByteCount > 0 else { return nil }
    return min(1, Double(completedByteCount) / Double(expectedByteCount))
  }

  // Rounded down: 100% is for what is complete.
  private var share: String? {
    fraction.map { "\(Int($0 * 100))%" }.map {
      String(repeating: " ", count: max(0, 4 - $0.count)) + $0
    }
  }

  /// What stands beside the bar or the spinner, the most important first.
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
    // Beyond some days it is a guess that helps nobody.
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
