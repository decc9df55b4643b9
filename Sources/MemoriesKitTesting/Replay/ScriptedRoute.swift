/// The answers for a method and path, one request after the other.
public struct ScriptedRoute: Sendable {
  /// The HTTP method.
  public let method: String
  /// The whole path, without the query: `/serve/api/v1/get_metadata`.
  public let path: String
  /// The answers, in order. A request after the last one is unexpected.
  public let answers: [ReplayAnswer]

  /// Makes a route with several answers.
  public init(_ method: String, _ path: String, answers: [ReplayAnswer]) {
    self.method = method
    self.path = path
    self.answers = answers
  }

  /// Makes a route with one answer.
  public init(_ method: String, _ path: String, _ answer: ReplayAnswer) {
    self.init(method, path, answers: [answer])
  }
}
