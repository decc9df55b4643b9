/// Passes progress from the task of a transfer to the task that called it.
///
/// It keeps only the latest report, because a slow reader wants the current state. There is one
/// reader.
final class ProgressRelay: Sendable {
  private struct State {
    var latest: TransferProgress?
    var isOver = false
    var reader: CheckedContinuation<TransferProgress?, Never>?
  }

  private let state = Locked(State())

  /// Runs a transfer in a child task and calls the handler in this one, on the caller's actor. So
  /// the handler need not be sendable, and nobody calls it after this method returns.
  static func relaying<Value: Sendable>(
    to handler: TransferProgress.Handler, isolation: isolated (any Actor)? = #isolation,
    from transfer: @escaping @Sendable (@escaping ProgressSink) async throws -> Value
  ) async throws -> Value {
    let relay = ProgressRelay()
    async let value = relay.run(transfer)
    while let progress = await relay.next() { handler(progress) }
    return try await value
  }

  private func run<Value: Sendable>(
    _ transfer: @Sendable (@escaping ProgressSink) async throws -> Value
  ) async throws -> Value {
    defer { finish() }
    return try await transfer { self.post($0) }
  }

  /// Passes a report to the waiting reader, or keeps it for the next read.
  func post(_ progress: TransferProgress) {
    let reader = state.withLock { state in
      defer { state.reader = nil }
      if state.reader == nil { state.latest = progress }
      return state.reader
    }
    reader?.resume(returning: progress)
  }

  /// Ends the reports.
  func finish() {
    let reader = state.withLock { state in
      defer { state.reader = nil }
      state.isOver = true
      return state.reader
    }
    reader?.resume(returning: nil)
  }

  /// The latest unread report; nil at the end. A cancelled task still gets the last reports,
  /// because the transfer is cancelled too and ends soon.
  func next() async -> TransferProgress? {
    // An `AsyncStream` will not do: an actor cannot use its iterator before macOS 15, and it drops
    // unread elements when the task is cancelled.
    await withCheckedContinuation { continuation in
      let (isKnown, progress) = state.withLock { state in
        let isKnown = state.latest != nil || state.isOver
        if !isKnown { state.reader = continuation }
        defer { state.latest = nil }
        return (isKnown, state.latest)
      }
      if isKnown { continuation.resume(returning: progress) }
    }
  }
}
