/// The states of something that the caller waits for, one for each poll.
///
/// Each iteration is a wait of its own. It polls at once, and again when the caller asks for the
/// next state and the pause is over. The last state is the one that the caller waits for. The
/// sequence throws when the service reports a failure, when the time is up, and when the service
/// refuses to answer.
public struct WaitStates<Value: Sendable>: AsyncSequence, Sendable {

  /// What a wait needs in order to poll.
  struct Wait: Sendable {
    let operation: String
    /// Whether a poll may be repeated when its answer was lost.
    let safety: ReplaySafety
    let options: WaitOptions
    let clock: any Clock<Duration>
    let random: @Sendable () -> Double
    let observer: ClientEvent.Observer?
    /// Polls once. The id is that of the wait, when there is an observer.
    let poll: @Sendable (ClientEvent.CallID?) async throws -> PollResult<Value>
  }

  private enum Source: Sendable {
    case service(Wait)
    case given([Element], ending: (any Error)?)
  }

  private let source: Source

  init(
    operation: String, safety: ReplaySafety = .safe, options: WaitOptions,
    clock: any Clock<Duration>,
    random: @escaping @Sendable () -> Double, observer: ClientEvent.Observer?,
    poll: @escaping @Sendable (ClientEvent.CallID?) async throws -> PollResult<Value>
  ) {
    source = .service(
      Wait(
        operation: operation, safety: safety, options: options, clock: clock, random: random,
        observer: observer,
        poll: poll))
  }

  /// Makes a sequence for tests and fakes: it returns the states without a pause, and then throws
  /// the error if there is one.
  public init(_ states: some Sequence<Element>, endingIn error: (any Error)? = nil) {
    source = .given(Array(states), ending: error)
  }

  /// Begins a new wait.
  public func makeAsyncIterator() -> AsyncIterator {
    switch source {
    case .service(let wait): AsyncIterator(mode: .polling(Polling(wait: wait)))
    case .given(let states, let error): AsyncIterator(mode: .given(states[...], ending: error))
    }
  }

  /// Polls until the state is final.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate enum Mode {
      case polling(Polling)
      case given(ArraySlice<Element>, ending: (any Error)?)
    }

    fileprivate var mode: Mode

    /// The next state; nil after the last.
    public mutating func next() async throws -> Element? {
      switch mode {
      case .polling(var polling):
        defer { mode = .polling(polling) }
        return try await polling.next()
      case .given(var states, let error):
        let state = states.popFirst()
        mode = .given(states, ending: state == nil ? nil : error)
        if state == nil, let error { throw error }
        return state
      }
    }
  }

  fileprivate struct Polling {
    private let wait: Wait
    private let stopwatch: Stopwatch
    private let observation: CallObservation?
    private var polls = 0
    private var pause: Duration?
    private var lastState: String?
    private var isOver = false

    init(wait: Wait) {
      self.wait = wait
      stopwatch = Stopwatch(wait.clock)
      observation = wait.observer.map {
        CallObservation(wait.operation, isWait: true, clock: wait.clock, $0)
      }
    }

    mutating func next() async throws -> Element? {
      guard !isOver else { return nil }
      do {
        if let pause {
          observation?.report(.waiting) { event in
            event.duration = pause
            event.reason = lastState ?? "the service is not ready"
          }
          try await stopwatch.sleep(for: pause)
        }
        return try await poll()
      } catch {
        isOver = true
        observation?.end(throwing: error)
        throw error
      }
    }

    private mutating func poll() async throws -> Element {
      polls += 1
      var value: Value?
      var fault: MemoriesError?
      do {
        switch try await wait.poll(observation?.id) {
        case .ready(let value):
          isOver = true
          observation?.end(.succeeded)
          return Element(
            value: value, polls: polls, elapsed: stopwatch.elapsed(), nextPause: nil, fault: nil)
        case .failed(let state, let cause):
          throw withContext(.processing(state, cause))
        case .pending(let partial, let state):
          value = partial
          lastState = Excerpt.text(state)
        }
      } catch let error as MemoriesError where mayPollAgain(after: error) {
        fault = error
      }
      let elapsed = stopwatch.elapsed()
      let remaining = wait.options.timeout.bounded - elapsed
      guard remaining > .zero else { throw expired(after: elapsed, fault) }
      // The last poll comes when the time is up, not a pause earlier.
      let wanted = wait.options.pause(after: polls, random: wait.random())
      let pause = wanted < remaining ? wanted : remaining
      self.pause = pause
      return Element(
        value: value, polls: polls, elapsed: elapsed, nextPause: pause, fault: fault)
    }

    private func expired(after elapsed: Duration, _ fault: MemoriesError?) -> MemoriesError {
      var error = MemoriesError(
        .waitExpired, .done, "asked \(polls) times in \(elapsed)" + (fault.map { "; \($0)" } ?? ""))
      error.lastState = lastState
      return withContext(error)
    }

    private func mayPollAgain(after error: MemoriesError) -> Bool {
      error.isTemporary && (wait.safety == .safe || [.notSent, .refused].contains(error.outcome))
    }

    private func withContext(_ error: MemoriesError) -> MemoriesError {
      var error = error
      error.operation = wait.operation
      error.replaySafety = wait.safety
      error.attempts = polls
      return error
    }
  }
}

extension MemoriesError {
  fileprivate static func processing(_ state: String, _ cause: String?) -> MemoriesError {
    var error = MemoriesError(.processingFailed, .done, cause)
    error.lastState = state
    return error
  }

  /// Whether a later poll may well succeed, because the network, a gateway or the rate caused the
  /// error.
  fileprivate var isTemporary: Bool {
    switch kind {
    case .transport, .timedOut, .rateLimited, .busy: true
    case .unexpectedAnswer: outcome == .unknown
    case .refused: status.map(RefusalKind.isServerFault) ?? false
    default: false
    }
  }
}

extension WaitStates {
  /// The result of one poll.
  public struct Element: Sendable {
    /// What the service answered; nil when it does not know the thing yet, or when the poll failed.
    public let value: Value?
    /// How many polls there were, this one included.
    public let polls: Int
    /// The time since the wait began.
    public let elapsed: Duration
    /// The pause before the next poll; nil when the wait is over.
    public let nextPause: Duration?
    /// The temporary error that this poll met; the wait continues.
    public let fault: MemoriesError?

    /// Makes a state, for tests and fakes.
    public init(
      value: Value?, polls: Int = 1, elapsed: Duration = .zero, nextPause: Duration? = nil,
      fault: MemoriesError? = nil
    ) {
      self.value = value
      self.polls = polls
      self.elapsed = elapsed
      self.nextPause = nextPause
      self.fault = fault
    }

    /// Whether the wait is over.
    public var isFinal: Bool { nextPause == nil }
  }
}
