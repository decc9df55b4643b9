/// What the service says while something is being waited for, one state for each time of asking.
///
/// Each iteration is a wait of its own: it asks at once, and again when the reader comes back for
/// the next state and the pause is over. The last state is the one that was waited for. Throws when
/// the thing fails, when waiting takes too long, and when the service refuses to answer.
public struct WaitStates<Value: Sendable>: AsyncSequence, Sendable {

  /// How the service is asked.
  struct Wait: Sendable {
    let operation: String
    let options: WaitOptions
    let clock: any Clock<Duration>
    let random: @Sendable () -> Double
    let observer: ClientEvent.Observer?
    /// Asks once, for the wait that is named when somebody observes.
    let poll: @Sendable (ClientEvent.CallID?) async throws -> PollResult<Value>
  }

  private enum Source: Sendable {
    case service(Wait)
    case given([Element], ending: (any Error)?)
  }

  private let source: Source

  init(
    operation: String, options: WaitOptions, clock: any Clock<Duration>,
    random: @escaping @Sendable () -> Double, observer: ClientEvent.Observer?,
    poll: @escaping @Sendable (ClientEvent.CallID?) async throws -> PollResult<Value>
  ) {
    source = .service(
      Wait(
        operation: operation, options: options, clock: clock, random: random, observer: observer,
        poll: poll))
  }

  /// States of your own making, for tests and fakes: told one after the other without a pause, and
  /// then the error, if there is one.
  public init(_ states: some Sequence<Element>, endingIn error: (any Error)? = nil) {
    source = .given(Array(states), ending: error)
  }

  /// Begins to wait.
  public func makeAsyncIterator() -> AsyncIterator {
    switch source {
    case .service(let wait): AsyncIterator(mode: .polling(Polling(wait: wait)))
    case .given(let states, let error): AsyncIterator(mode: .given(states[...], ending: error))
    }
  }

  /// Asks again and again.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate enum Mode {
      case polling(Polling)
      case given(ArraySlice<Element>, ending: (any Error)?)
    }

    fileprivate var mode: Mode

    /// The next state, or nil after the last.
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
      } catch let error as MemoriesError where error.isTemporary {
        fault = error
      }
      let elapsed = stopwatch.elapsed()
      let remaining = wait.options.timeout.bounded - elapsed
      guard remaining > .zero else { throw expired(after: elapsed, fault) }
      // The last question is asked when the time is up, not a pause before.
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

    private func withContext(_ error: MemoriesError) -> MemoriesError {
      var error = error
      error.operation = wait.operation
      // Waiting is nothing but reading, whatever it is that is waited for.
      error.replaySafety = .safe
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

  /// Whether asking again later may well succeed: the fault is the network's, a gateway's or the
  /// pace's, not the question's.
  fileprivate var isTemporary: Bool {
    switch kind {
    case .transport, .timedOut, .rateLimited, .busy: true
    case .unexpectedAnswer: outcome == .unknown
    case .refused: status.map(Classification.isAccident) ?? false
    default: false
    }
  }
}

extension WaitStates {
  /// One look at something that is being waited for.
  public struct Element: Sendable {
    /// What the service said; nil when it does not know the thing yet, or when asking failed.
    public let value: Value?
    /// How often the service was asked, this time included.
    public let polls: Int
    /// The time since waiting began.
    public let elapsed: Duration
    /// The pause before the service is asked again; nil when waiting is over.
    public let nextPause: Duration?
    /// A passing fault that this question met; waiting goes on.
    public let fault: MemoriesError?

    /// A look of your own making, for tests and fakes.
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

    /// Whether what was waited for has happened.
    public var isFinal: Bool { nextPause == nil }
  }
}
