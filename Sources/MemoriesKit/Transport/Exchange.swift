import Foundation

/// One request on its way and the answer to it: the meeting point of an engine's callbacks and the
/// task that waits.
///
/// The first ending wins. Nothing that a caller does here ever waits for the engine, because on
/// Linux the engine's own calls can take seconds to be served.
final class Exchange: Sendable, CustomReflectable {
  /// How far the request is.
  enum Phase: Sendable {
    /// Waiting for others to be over.
    case queued
    case connecting, sending, awaitingResponse, receiving, ended
  }

  /// What watchdogs and progress meters look at.
  struct Snapshot: Sendable {
    fileprivate(set) var phase = Phase.connecting
    /// When the phase began.
    var phaseBegin: Duration
    /// When the last byte moved or the phase last changed.
    var lastActivity: Duration
    var bytesSent: Int64 = 0
    var bytesReceived: Int64 = 0
    /// Whether the engine ever asked for the body; when not, nothing of the request that the
    /// service could act on has left.
    var bodyWasRequested = false
    /// Whether it is certain that nothing has left: the engine keeps the request back, or could not
    /// send it.
    var nothingHasLeft = false
  }

  private struct State {
    var snapshot: Snapshot
    var head: Result<HTTPHead, any Error>?
    var headWaiter: CheckedContinuation<HTTPHead, any Error>?
    var cancelEngine: (@Sendable () -> Void)?
    var isAborted = false
  }

  let bodyLength: Int64?
  private let maximumByteCount: Int64?
  private let elapsed: @Sendable () -> Duration
  private let state: Locked<State>
  private let received: ReceiveBuffer

  /// - Parameter bounds: How much of the answer may pile up before it is read.
  init(_ request: HTTPRequest, bounds: ReceiveBuffer.Bounds = ReceiveBuffer.Bounds()) {
    elapsed = request.elapsed
    bodyLength = request.body?.length
    var bounds = bounds
    if request.wakesReaderAtOnce { bounds.minimumRead = 1 }
    received = ReceiveBuffer(bounds)
    maximumByteCount = request.maximumByteCount
    let now = request.elapsed()
    var snapshot = Snapshot(phaseBegin: now, lastActivity: now)
    // Without a body there is no sign of the connection before the answer.
    if request.body == nil { snapshot.phase = .awaitingResponse }
    state = Locked(State(snapshot: snapshot))
  }

  var snapshot: Snapshot { state.withLock { $0.snapshot } }

  /// How far the request has got.
  var reach: Reach {
    state.withLock { state in
      if case .success? = state.head { return .answered }
      if state.snapshot.nothingHasLeft { return .nothing }
      // Headers alone set nothing in motion where a body is due.
      guard let bodyLength else { return .whole }
      guard state.snapshot.bodyWasRequested else { return .nothing }
      return state.snapshot.bytesSent >= bodyLength ? .whole : .part
    }
  }

  /// Without children: the head is here as the server sent it, and may have the key in it.
  var customMirror: Mirror { Mirror(self, children: [:]) }

  // MARK: What the waiting task does

  /// The head of the answer.
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

  /// What has arrived of the body since the last call, or nil at its end.
  func next() async throws -> [Data]? {
    let chunks = try await withTaskCancellationHandler {
      try await received.next()
    } onCancel: {
      abort(CancellationError())
    }
    noteActivity()
    return chunks
  }

  /// Ends the exchange now, for the caller at once and for the engine as soon as it can.
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

  /// Counts as activity, so that time which nobody waited for the engine is no stall.
  func noteActivity() {
    let now = elapsed()
    state.withLock { $0.snapshot.lastActivity = now }
  }

  // MARK: What an engine reports

  // Whoever ends an exchange looks afterwards at what had left. So these two ask and note under one
  // lock: what leaves after the end would be told as never sent.

  /// The engine is about to send the request; false when it must not, because it is over.
  func willSend() -> Bool {
    state.withLock { state in
      guard !state.isAborted else { return false }
      state.snapshot.nothingHasLeft = false
      return true
    }
  }

  /// The engine is about to take some of the body; false when it must not, because it is over.
  func willSendBody() -> Bool {
    state.withLock { state in
      guard !state.isAborted else { return false }
      state.snapshot.bodyWasRequested = true
      return true
    }
  }

  /// The engine keeps the request back until ``willSend()``.
  func didHold() {
    state.withLock { $0.snapshot.nothingHasLeft = true }
  }

  /// The engine has a proof that nothing of the request has left. It does not count against a body
  /// that was asked for.
  func didSendNothing() {
    state.withLock { state in
      if !state.snapshot.bodyWasRequested { state.snapshot.nothingHasLeft = true }
    }
  }

  /// The engine has put the exchange off.
  func didQueue() {
    state.withLock { state in
      if [.connecting, .awaitingResponse].contains(state.snapshot.phase) {
        state.snapshot.phase = .queued
      }
    }
  }

  /// The engine begins after all.
  func didLeaveQueue() {
    let now = elapsed()
    state.withLock { state in
      guard state.snapshot.phase == .queued else { return }
      state.snapshot.phase = bodyLength == nil ? .awaitingResponse : .connecting
      state.snapshot.phaseBegin = now
      state.snapshot.lastActivity = now
    }
  }

  var isAborted: Bool { state.withLock { $0.isAborted } }

  /// The engine can be told to stop from here on; at once, when the caller has already given up.
  func didStart(cancel: @escaping @Sendable () -> Void) {
    let isTooLate = state.withLock { state in
      if !state.isAborted, state.snapshot.phase != .ended { state.cancelEngine = cancel }
      return state.isAborted
    }
    if isTooLate { cancel() }
  }

  /// The engine took `count` bytes of the body; 0 when it asked for the first time.
  func didSend(_ count: Int) {
    let now = elapsed()
    state.withLock { state in
      state.snapshot.lastActivity = now
      state.snapshot.bodyWasRequested = true
      state.snapshot.bytesSent += Int64(count)
      // An answer may come before the whole body has gone out.
      guard [.connecting, .sending].contains(state.snapshot.phase) else { return }
      let phase: Phase =
        state.snapshot.bytesSent >= bodyLength ?? 0 ? .awaitingResponse : .sending
      if phase != state.snapshot.phase { state.snapshot.phaseBegin = now }
      state.snapshot.phase = phase
    }
  }

  /// The head of the final answer has arrived.
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

  /// A piece of the body has arrived. Returns whether there is room for another; when there is none,
  /// the engine stops and asks ``whenThereIsRoom(_:)``.
  @discardableResult
  func didReceive(_ chunk: Data) -> Bool {
    didReceive(byteCount: chunk.count)
    return passOn(chunk)
  }

  /// So many bytes of the body have arrived, which the engine passes on when there is room.
  func didReceive(byteCount: Int) {
    let now = elapsed()
    let all = state.withLock { state in
      state.snapshot.lastActivity = now
      state.snapshot.bytesReceived += Int64(byteCount)
      return state.snapshot.bytesReceived
    }
    if let maximumByteCount, all > maximumByteCount { abort(TransportFailure.tooLarge) }
  }

  /// Gives the reader a piece that was counted when it arrived; returns whether there is room for
  /// another.
  func passOn(_ chunk: Data) -> Bool {
    received.append(chunk)
  }

  /// Calls `resume` once, when the reader has taken enough for the engine to go on, or nothing more
  /// is wanted.
  func whenThereIsRoom(_ resume: @escaping @Sendable () -> Void) {
    received.whenThereIsRoom { [weak self] in
      // The time that the reader took is no stall of the connection.
      self?.noteActivity()
      resume()
    }
  }

  /// The engine is done.
  func didEnd(_ failure: TransportFailure?) {
    let noAnswer = TransportFailure.connection(
      code: nil, reason: "the connection ended without an answer")
    let (waiter, error): (CheckedContinuation<HTTPHead, any Error>?, (any Error)?)
    (waiter, error) = state.withLock { state in
      guard state.snapshot.phase != .ended else { return (nil, nil) }
      state.snapshot.phase = .ended
      state.cancelEngine = nil
      var failure: (any Error)? = failure
      switch state.head {
      case nil:
        let cause = failure ?? noAnswer
        state.head = .failure(cause)
        failure = cause
      case .success(let head) where head.status >= 400 && failure != nil:
        // A server that refuses an upload half-way often breaks the connection after its answer.
        // The answer counts, not the broken connection.
        failure = nil
      default:
        break
      }
      defer { state.headWaiter = nil }
      return (state.headWaiter, failure)
    }
    received.finish(error)
    if let waiter { waiter.resume(throwing: error ?? noAnswer) }
  }
}
