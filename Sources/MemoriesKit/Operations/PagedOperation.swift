/// A request for one page of a list, which knows how to ask for the next.
///
/// ```swift
/// struct ListEvents: PagedOperation {
///   struct Output: Decodable, Sendable { let events: [Event], nextCursor: String? }
///   var cursor: String?
///   …
///   static func elements(of page: Output) -> [Event] { page.events }
///   func next(after page: Output) -> ListEvents? { page.nextCursor.map(ListEvents.init(cursor:)) }
/// }
///
/// for try await event in client.elements(of: ListEvents()) { … }
/// ```
public protocol PagedOperation<Element>: AnsweredOperation {
  /// What the list is a list of.
  associatedtype Element: Sendable

  /// What a page holds.
  static func elements(of page: Output) -> [Element]

  /// The request for the page behind this one; nil when this is the last.
  func next(after page: Output) -> Self?
}
