/// Tells the observer about one call or one wait. Without an observer the client makes none.
final class CallObservation: Sendable {
  let id = ClientEvent.CallID()
  private let operation: String
  private let parent: ClientEvent.CallID?
  private let observer: ClientEvent.Observer
  private let stopwatch: Stopwatch
  private let endKind: ClientEvent.Kind
  private let state = Locked(State())

  private struct State {
    var attempts = 0
    var bytesSent: Int64 = 0
    var bytesReceived: Int64 = 0
    /// The current exchange, whose bytes are not in the sums yet.
    var exchange: Exchange?
    var isOver = false

    mutating func addExchangeToTotals() {
      guard let moved = exchange?.snapshot else { return }
      bytesSent += moved.bytesSent
      bytesReceived += moved.bytesReceived
      exchange = nil
    }
  }

  init(
    _ operation: String, within parent: ClientEvent.CallID? = nil, isWait: Bool = false,
    clock: any Clock<Duration>, _ observer: @escaping ClientEvent.Observer
  ) {
    endKind = isWait ? .waitEnded : .callEnded
    self.operation = operation
    self.parent = parent
    self.observer = observer
    stopwatch = Stopwatch(clock)
    report(isWait ? .waitStarted : .callStarted)
  }

  // A caller that stops reading a wait tells nobody, so the wait ends here.
  deinit {
    end(.cancelled)
  }

  /// The time since the call began.
  var elapsed: Duration { stopwatch.elapsed() }

  func report(_ kind: ClientEvent.Kind, _ describe: (inout ClientEvent) -> Void = { _ in }) {
    var event = ClientEvent(kind, call: id, parent: parent, operation: operation)
    describe(&event)
    observer(event)
  }

  /// Counts the bytes that an exchange moves as those of this call.
  func track(_ exchange: Exchange, attempt: Int) {
    state.withLock { state in
      state.addExchangeToTotals()
      state.exchange = exchange
      state.attempts = attempt
    }
  }

  /// Tells the observer that the call is over. Only the first call of this method does anything.
  func end(_ result: ClientEvent.Ending, _ error: MemoriesError? = nil) {
    let last: State? = state.withLock { state in
      guard !state.isOver else { return nil }
      state.isOver = true
      state.addExchangeToTotals()
      return state
    }
    guard let last else { return }
    report(endKind) { event in
      event.result = result
      event.error = error
      event.duration = elapsed
      event.attempts = last.attempts
      event.bytesSent = last.bytesSent
      event.bytesReceived = last.bytesReceived
    }
  }

  /// Tells the observer that the call ended with an error.
  func end(throwing error: any Error) {
    guard let error = error as? MemoriesError else { return end(.cancelled) }
    end(error.kind == .cancelled ? .cancelled : .failed, error)
  }
}
