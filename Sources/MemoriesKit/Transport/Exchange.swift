import Foundation

/// One request and its answer. The callbacks of an engine write to it, and a task waits on it.
///
/// Only the first ending counts. Methods for the waiting task never wait for the engine, because on
/// Linux a call into Foundation can take seconds to return.
final class Exchange: Sendable, CustomReflectable {
  private struct State {
    var snapshot: Snapshot
    var head: Result<HTTPHead, any Error>?
    var headWaiter: CheckedContinuation<HTTPHead, any Error>?
    var cancelEngine: (@Sendable () -> Void)?
    var isAborted = false
  }

  /// How many bytes of a body follow the head; nil when there are none. An empty body is none: no
  /// engine asks for it, and it has left with the head.
  let bodyLength: Int64?
  private let maximumByteCount: Int64?
  private let elapsed: @Sendable () -> Duration
  private let state: Locked<State>
  private let received: ReceiveBuffer

  /// - Parameter bounds: How much of the answer may be buffered before the task reads it.
  init(_ request: HTTPRequest, bounds: ReceiveBuffer.Bounds = ReceiveBuffer.Bounds()) {
    elapsed = request.elapsed
    bodyLength = request.body.flatMap { $0.length > 0 ? $0.length : nil }
    var bounds = bounds
    if request.wakesReaderAtOnce { bounds.minimumRead = 1 }
    received = ReceiveBuffer(bounds)
    maximumByteCount = request.maximumByteCount
    let now = request.elapsed()
    state = Locked(State(snapshot: Snapshot(phaseBegin: now, lastActivity: now)))
  }

  var snapshot: Snapshot { state.withLock { $0.snapshot } }

  /// How much of the request has left, or whether the answer has begun.
  var reach: Reach {
    state.withLock { state in
      if case .success? = state.head { return .answered }
      if state.snapshot.nothingHasLeft { return .nothing }
      // A service does not act on headers alone when a body is due.
      guard let bodyLength else { return .whole }
      guard state.snapshot.bodyWasRequested else { return .nothing }
      return state.snapshot.bytesThatMayHaveLeft >= bodyLength ? .whole : .part
    }
  }

  /// The mirror has no children: the head is as the server sent it, and may contain the key.
  var customMirror: Mirror { Mirror(self, children: [:]) }

  // MARK: What the waiting task does

  /// Waits for the head of the answer.
  func head() async throws -> HTTPHead {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let known: Result<HTTPHead, any Error>? = state.withLock {
          if $0.head == nil { $0.headWaiter = continuation }
          return $0.head
        }
        if let known { continuation.resume(with: known) }
      }
    } onCancel: {
      abort(CancellationError())
    }
  }

  /// The chunks of the body that arrived since the last call; nil at its end.
  func next() async throws -> [Data]? {
    let chunks = try await withTaskCancellationHandler {
      try await received.next()
    } onCancel: {
      abort(CancellationError())
    }
    noteActivity()
    return chunks
  }

  /// Ends the exchange: for the waiting task at once, and for the engine as soon as it can stop.
  func abort(_ failure: any Error) {
    let (waiter, cancelEngine): (CheckedContinuation<HTTPHead, any Error>?, (@Sendable () -> Void)?)
    (waiter, cancelEngine) = state.withLock { state in
      guard !state.isAborted else { return (nil, nil) }
      state.isAborted = true
      let isOver = state.snapshot.phase == .ended
      state.snapshot.phase = .ended
      if state.head == nil { state.head = .failure(failure) }
      defer {
        state.headWaiter = nil
        state.cancelEngine = nil
      }
      return (state.headWaiter, isOver ? nil : state.cancelEngine)
    }
    received.abort(failure)
    waiter?.resume(throwing: failure)
    cancelEngine?()
  }

  /// Restarts the stall limit, because time in which nobody waited for the engine is no stall.
  func noteActivity() {
    let now = elapsed()
    state.withLock { $0.snapshot.lastActivity = now }
  }

  // MARK: What an engine reports

  // When an exchange ends early, its outcome depends on whether anything had left. So these two
  // methods check for the end and note the sending under one lock. Otherwise bytes could leave
  // after the end and count as never sent.

  /// The engine calls this before it sends the request, as late as it can. It must not send when
  /// this returns false, because the exchange is over.
  func willSend() -> Bool {
    let now = elapsed()
    return state.withLock { state in
      guard !state.isAborted else { return false }
      state.snapshot.nothingHasLeft = false
      // No engine reports that a request without a body has left.
      if bodyLength == nil, state.snapshot.phase == .connecting {
        state.snapshot.phase = .awaitingResponse
        state.snapshot.phaseBegin = now
        state.snapshot.lastActivity = now
      }
      return true
    }
  }

  /// The engine calls this before it reads from the body, with 0, and before it passes on what it has
  /// read, with the byte count. It must not go on when this returns false, because the exchange is
  /// over.
  func willSendBody(_ count: Int) -> Bool {
    let now = elapsed()
    return state.withLock { state in
      guard !state.isAborted else { return false }
      note(state.snapshot.bytesSent + Int64(count), sentAt: now, in: &state.snapshot)
      return true
    }
  }

  private func note(_ bytesSent: Int64, sentAt now: Duration, in snapshot: inout Snapshot) {
    snapshot.lastActivity = now
    snapshot.bodyWasRequested = true
    snapshot.bytesSent = max(bytesSent, snapshot.bytesSent)
    // The answer may begin before the whole body has left.
    guard [.connecting, .sending].contains(snapshot.phase) else { return }
    let phase: Phase = snapshot.bytesSent >= bodyLength ?? 0 ? .awaitingResponse : .sending
    if phase != snapshot.phase { snapshot.phaseBegin = now }
    snapshot.phase = phase
  }

  /// The engine calls this before it gives away a part of the body that may leave later, and then
  /// reports with ``didSendBody(_:)`` what has left. It must not go on when this returns false,
  /// because the exchange is over.
  func willHandOver(_ count: Int) -> Bool {
    state.withLock { state in
      guard !state.isAborted else { return false }
      state.snapshot.bodyWasRequested = true
      state.snapshot.bytesHandedOver += Int64(count)
      return true
    }
  }

  /// So many bytes of the body have left in all.
  func didSendBody(_ total: Int64) {
    let now = elapsed()
    state.withLock { note(total, sentAt: now, in: &$0.snapshot) }
  }

  /// The engine holds the request back until it calls ``willSend()``.
  func didHold() {
    state.withLock { $0.snapshot.nothingHasLeft = true }
  }

  /// The engine can prove that nothing of the request has left. This does not count once the engine
  /// has asked for the body.
  func didSendNothing() {
    state.withLock { state in
      if !state.snapshot.bodyWasRequested { state.snapshot.nothingHasLeft = true }
    }
  }

  /// The system says that it never began to send the request, whatever it was given of the body.
  func didNeverBegin() {
    state.withLock { if $0.snapshot.bytesSent == 0 { $0.snapshot.nothingHasLeft = true } }
  }

  /// The engine has queued the exchange behind others.
  func didQueue() {
    state.withLock { state in
      if state.snapshot.phase == .connecting { state.snapshot.phase = .queued }
    }
  }

  /// The engine begins the exchange that it had queued.
  func didLeaveQueue() {
    let now = elapsed()
    state.withLock { state in
      guard state.snapshot.phase == .queued else { return }
      state.snapshot.phase = .connecting
      state.snapshot.phaseBegin = now
      state.snapshot.lastActivity = now
    }
  }

  var isAborted: Bool { state.withLock { $0.isAborted } }

  /// From here on, `cancel` stops the engine. It is called at once when the task has already given
  /// up.
  func didStart(cancel: @escaping @Sendable () -> Void) {
    let isTooLate = state.withLock { state in
      if !state.isAborted, state.snapshot.phase != .ended { state.cancelEngine = cancel }
      return state.isAborted
    }
    if isTooLate { cancel() }
  }

  /// The head of the final answer arrived.
  func didReceive(_ head: HTTPHead) {
    let now = elapsed()
    let waiter: CheckedContinuation<HTTPHead, any Error>? = state.withLock { state in
      guard state.head == nil else { return nil }
      state.head = .success(head)
      state.snapshot.lastActivity = now
      state.snapshot.phaseBegin = now
      state.snapshot.phase = .receiving
      defer { state.headWaiter = nil }
      return state.headWaiter
    }
    waiter?.resume(returning: head)
  }

  /// A chunk of the body arrived. Returns whether there is room for another. If not, the engine
  /// stops reading until ``whenThereIsRoom(_:)`` calls back.
  @discardableResult
  func didReceive(_ chunk: Data) -> Bool {
    didReceive(byteCount: chunk.count)
    return passOn(chunk)
  }

  /// The same for bytes in memory that the engine will use again.
  func didReceive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    didReceive(byteCount: bytes.count)
    return received.append(bytes)
  }

  /// So many bytes of the body arrived. The engine passes them on with ``passOn(_:)`` when there is
  /// room.
  func didReceive(byteCount: Int) {
    let now = elapsed()
    let all = state.withLock { state in
      state.snapshot.lastActivity = now
      state.snapshot.bytesReceived += Int64(byteCount)
      return state.snapshot.bytesReceived
    }
    if let maximumByteCount, all > maximumByteCount { abort(TransportFailure.tooLarge) }
  }

  /// Gives the reader a chunk whose bytes were counted when they arrived. Returns whether there is
  /// room for another.
  func passOn(_ chunk: Data) -> Bool {
    received.append(chunk)
  }

  /// Calls `resume` once, when the reader has taken enough or wants nothing more.
  func whenThereIsRoom(_ resume: @escaping @Sendable () -> Void) {
    received.whenThereIsRoom { [weak self] in
      // The time that the reader took is no stall of the connection.
      self?.noteActivity()
      resume()
    }
  }

  /// The engine has ended the exchange.
  ///
  /// - Parameter head: The head of the answer, when the engine has not reported it yet. The waiting
  ///   task then wakes only once, and finds all of a short answer.
  func didEnd(_ failure: TransportFailure?, head: HTTPHead? = nil) {
    let noAnswer = TransportFailure.connection(
      code: nil, reason: "the connection ended without an answer")
    typealias End = (
      waiter: CheckedContinuation<HTTPHead, any Error>?, head: Result<HTTPHead, any Error>,
      failure: (any Error)?
    )
    let end: End? = state.withLock { state in
      guard state.snapshot.phase != .ended else { return nil }
      state.snapshot.phase = .ended
      state.cancelEngine = nil
      let result = state.head ?? head.map { .success($0) } ?? .failure(failure ?? noAnswer)
      state.head = result
      defer { state.headWaiter = nil }
      switch result {
      case .failure(let cause): return (state.headWaiter, result, cause)
      // A server that refuses an upload half-way often closes the connection after its answer. The
      // answer counts, not the broken connection.
      case .success(let head) where head.status >= 400: return (state.headWaiter, result, nil)
      case .success: return (state.headWaiter, result, failure)
      }
    }
    received.finish(end?.failure)
    if let (waiter, result, _) = end { waiter?.resume(with: result) }
  }
}
