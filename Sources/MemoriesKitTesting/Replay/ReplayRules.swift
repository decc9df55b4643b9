/// How strictly a replay compares requests with recorded ones.
///
/// A replay always compares method, path and query. The order of the names in the query does not
/// matter; the order of the values under one name does.
public struct ReplayRules: OptionSet, Sendable, Hashable {
  /// The bits of the set.
  public let rawValue: Int

  /// Makes a set from its bits.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Compares scheme, host and port too.
  public static let host = ReplayRules(rawValue: 1)

  /// Compares the fields of a form, part by part, without the boundary. It does not compare what
  /// the recording does not contain, such as the content of a file that is only listed.
  public static let form = ReplayRules(rawValue: 2)

  /// Compares the value of a JSON body, whatever its spelling.
  public static let json = ReplayRules(rawValue: 4)

  /// Expects the requests in the recorded order.
  public static let order = ReplayRules(rawValue: 8)

  /// Repeats answers. Without it, each recorded exchange answers one request.
  public static let repeats = ReplayRules(rawValue: 16)
}
