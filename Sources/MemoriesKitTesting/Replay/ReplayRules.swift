/// How strictly a replay compares what is asked with what was recorded.
///
/// Method, path and query are always compared. The order of the query's names does not matter, the
/// order of values under one name does.
public struct ReplayRules: OptionSet, Sendable, Hashable {
  /// The bits of the set.
  public let rawValue: Int

  /// Makes a set of its bits.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Scheme, host and port must be the recorded ones as well.
  public static let host = ReplayRules(rawValue: 1)

  /// The fields of a form must be the recorded ones, part by part; the boundary is ignored. What a
  /// recording does not tell, such as the content of a file that was only listed, is not compared.
  public static let form = ReplayRules(rawValue: 2)

  /// A JSON body must have the recorded value, however it is written.
  public static let json = ReplayRules(rawValue: 4)

  /// Requests must come in the recorded order.
  public static let order = ReplayRules(rawValue: 8)

  /// Answers may be given again. Without it each recorded exchange answers one request.
  public static let repeats = ReplayRules(rawValue: 16)
}
