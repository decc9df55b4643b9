/// The answers that a method and path give, one request after the other.
public struct ScriptedRoute: Sendable {
  /// The HTTP method.
  public let method: String
  /// The whole path, without the query: `/serve/api/v1/get_metadata`.
  public let path: String
  /// The answers, in order. A request after the last one is unexpected.
  public let answers: [ReplayAnswer]

  /// Lists the answers of a method and path.
  public init(_ method: String, _ path: String, answers: [ReplayAnswer]) {
    self.method = method
    self.path = path
    self.answers = answers
  }

  /// Answers one request.
  public init(_ method: String, _ path: String, _ answer: ReplayAnswer) {
    self.init(method, path, answers: [answer])
  }
}
