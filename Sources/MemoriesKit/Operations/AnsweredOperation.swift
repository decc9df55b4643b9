/// A request whose answer is a value, in the envelope of the service unless ``answerFormat`` says
/// otherwise.
///
/// All such requests of this package conform to it, and yours can too:
///
/// ```swift
/// struct ListUniqueIDs: AnsweredOperation {
///   struct Output: Decodable, Sendable { let uniqueIds: [String] }
///   let service = MemoriesService.visualSearch
///   func request() -> MemoriesRequest { MemoriesRequest(.get, "list_unique_ids") }
/// }
///
/// let names = try await client.send(ListUniqueIDs()).uniqueIds
/// ```
public protocol AnsweredOperation<Output>: MemoriesOperation {
  /// The value in the answer. Member names match in either casing, numbers may be text, and
  /// optional members may be missing. With an optional `Output`, the whole value may be null.
  associatedtype Output: Sendable

  /// How the answer is built. The default reads the output from the `data` of the envelope.
  static var answerFormat: AnswerFormat<Output> { get }

  /// What is wrong with an output that could be read, but is no answer to this request: for example
  /// fewer results than were asked for. The client then throws
  /// ``MemoriesError/Kind/unexpectedAnswer``. The default finds nothing wrong.
  func problem(with output: Output) -> String?
}

extension AnsweredOperation {
  /// Any output that can be read is an answer.
  public func problem(with output: Output) -> String? { nil }
}

extension AnsweredOperation where Output: Decodable {
  /// The envelope around nearly every answer. The output is read from its `data`.
  public static var answerFormat: AnswerFormat<Output> { .envelope }
}
