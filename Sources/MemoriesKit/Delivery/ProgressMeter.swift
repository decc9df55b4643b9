/// A function that a transfer calls with its progress, in its own task.
typealias ProgressSink = @Sendable (TransferProgress) -> Void

/// Reports the progress of an exchange.
struct ProgressMeter: Sendable {
  private static let interval = Duration.milliseconds(100)
  private static let window = Duration.seconds(3)

  let answer: IncomingAnswer
  let report: ProgressSink

  /// Reports until the task is cancelled, and once more after that.
  func run() async {
    var samples: [(time: Duration, phase: TransferProgress.Phase, count: Int64)] = []
    var last: TransferProgress?
    while true {
      let isLast = (try? await answer.stopwatch.sleep(for: Self.interval)) == nil
      let now = answer.stopwatch.elapsed()
      // The body of a redirect is no progress. The request that follows it reports from then on.
      if Redirect.isFollowed(answer.head, method: answer.call.method) { return }
      let (phase, count, whole) = position()
      samples.removeAll { $0.phase != phase || $0.time < now - Self.window }
      var rate: Double?
      if let first = samples.first, now > first.time {
        rate = Double(count - first.count) / ((now - first.time) / .seconds(1))
      }
      samples.append((now, phase, count))
      let progress = TransferProgress(
        phase: phase, completedByteCount: count, expectedByteCount: whole, bytesPerSecond: rate)
      // The last report compares only the byte counts, because the rate of the last instant would
      // be zero.
      let isNews =
        isLast
        ? last?.phase != phase || last?.completedByteCount != count
          || last?.expectedByteCount != whole
        : progress != last
      if isNews {
        report(progress)
        last = progress
      }
      if isLast { return }
    }
  }

  private func position() -> (TransferProgress.Phase, Int64, Int64?) {
    let snapshot = answer.exchange.snapshot
    if answer.call.expectsFile {
      guard answer.head.status > 0 else { return (.awaitingResponse, 0, nil) }
      let whole = answer.head.contentLength ?? answer.call.fileSize.expected
      return (.receiving, snapshot.bytesReceived, whole)
    }
    // An envelope is too short for its progress to matter.
    let bodyLength = answer.exchange.bodyLength ?? 0
    if snapshot.bytesSent >= bodyLength { return (.awaitingResponse, bodyLength, bodyLength) }
    return (.sending, snapshot.bytesSent, bodyLength)
  }
}
