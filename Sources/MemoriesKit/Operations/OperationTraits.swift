/// What an operation says of itself once and for all.
public struct OperationTraits: Sendable, Hashable {
  /// The name that errors and events use, for example `VisualSearch.UploadVideo`.
  public var name: String
  /// Whether the request may be sent a second time.
  public var safety: ReplaySafety
  /// Which of the service's rate limits the request counts for.
  public var rateGroup: RateGroup

  /// Describes an operation. It counts as billed unless you say otherwise, so that a call of yours is
  /// never paid for twice without your knowledge, and has a rate limit of its own.
  public init(_ name: String, _ safety: ReplaySafety = .billed, rateGroup: RateGroup? = nil) {
    self.name = name
    self.safety = safety
    self.rateGroup = rateGroup ?? RateGroup(name)
  }
}
