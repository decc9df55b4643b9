/// A request for one page of a list that can make the request for the next page.
///
/// ```swift
/// struct ListEvents: PagedOperation {
///   struct Output: Decodable, Hashable, Sendable { let events: [Event], nextCursor: String? }
///   var cursor: String?
///   …
///   static func elements(of page: Output) -> [Event] { page.events }
///   func next(after page: Output) -> ListEvents? { page.nextCursor.map(ListEvents.init(cursor:)) }
/// }
///
/// for try await event in client.elements(of: ListEvents()) { … }
/// ```
public protocol PagedOperation<Element>: AnsweredOperation where Output: Hashable {
  /// An element of the list.
  associatedtype Element: Sendable

  /// The elements of a page.
  static func elements(of page: Output) -> [Element]

  /// The request for the next page; nil when this is the last.
  func next(after page: Output) -> Self?
}
