/// Takes progress from the task that carries a transfer to the one that asked for it.
///
/// Only the latest waits, because a reader that is slow wants to know how things are, not how they
/// were. One task reads.
final class ProgressRelay: Sendable {
  private struct State {
    var latest: TransferProgress?
    var isOver = false
    var reader: CheckedContinuation<TransferProgress?, Never>?
  }

  private let state = Locked(State())

  /// Runs a transfer beside this task, and tells the handler here, where the caller is, of what it
  /// reports. The handler needs not be sendable then, and is not called any more on return.
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

  /// Tells the reader, or leaves it to be read.
  func post(_ progress: TransferProgress) {
    let reader = state.withLock { state in
      defer { state.reader = nil }
      if state.reader == nil { state.latest = progress }
      return state.reader
    }
    reader?.resume(returning: progress)
  }

  /// Nothing more will come.
  func finish() {
    let reader = state.withLock { state in
      defer { state.reader = nil }
      state.isOver = true
      return state.reader
    }
    reader?.resume(returning: nil)
  }

  /// The latest progress that was not read yet, or nil at the end. Cancelling the task does not end
  /// it: the transfer is cancelled too, and what it still reports is to be told.
  func next() async -> TransferProgress? {
    // Not an `AsyncStream`: before macOS 15 its iterator cannot be asked from an actor, and when the
    // task is cancelled it drops what was not read.
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
