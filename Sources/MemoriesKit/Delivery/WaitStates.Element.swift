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
