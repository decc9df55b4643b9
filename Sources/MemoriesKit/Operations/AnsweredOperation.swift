/// A request that is answered with an envelope.
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
  /// What the envelope's `data` holds. Member names match in either casing, numbers may come as
  /// text, and optional members may be missing. An optional `Output` says that `data` may be null.
  associatedtype Output: Decodable & Sendable
}
