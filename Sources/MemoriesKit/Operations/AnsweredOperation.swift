/// A request that is answered with a value: in the service's envelope, unless ``answerFormat`` says
/// otherwise.
///
/// All such requests of this package conform to it, and so can yours:
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
  /// What the answer holds. Member names match in either casing, numbers may come as text, and
  /// optional members may be missing. An optional `Output` says that there may be null instead.
  associatedtype Output: Sendable

  /// How the answer is built. The output of an envelope, read from its `data`, unless you say
  /// otherwise.
  static var answerFormat: AnswerFormat<Output> { get }
}

extension AnsweredOperation where Output: Decodable {
  /// The service's frame around nearly every answer; the output is read from its `data`.
  public static var answerFormat: AnswerFormat<Output> { .envelope }
}
