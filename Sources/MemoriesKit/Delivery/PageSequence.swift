/// The pages of a list. The sequence requests each page when you read it.
///
/// The list ends where its operation says so, at a page without elements, and at a page that equals
/// the one before it. The last rule stops at a service that repeats itself. Each iteration begins
/// with the first page.
public struct PageSequence<Operation: PagedOperation>: AsyncSequence, Sendable {
  /// A page.
  public typealias Element = Operation.Output

  private let first: Operation
  private let fetch: @Sendable (Operation) async throws -> Operation.Output

  /// Makes a sequence from a closure that gets a page, for instance in a fake.
  /// ``MemoriesClient/pages(of:options:)`` returns the pages of a client.
  public init(
    _ first: Operation, fetch: @escaping @Sendable (Operation) async throws -> Operation.Output
  ) {
    self.first = first
    self.fetch = fetch
  }

  /// Begins with the first page.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(next: first, fetch: fetch)
  }

  /// Requests one page after the other.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var next: Operation?
    fileprivate let fetch: @Sendable (Operation) async throws -> Operation.Output
    /// The hashes of the pages so far: a service that goes in circles is noticed too.
    private var hashes: Set<Int> = []

    fileprivate init(
      next: Operation?, fetch: @escaping @Sendable (Operation) async throws -> Operation.Output
    ) {
      self.next = next
      self.fetch = fetch
    }

    /// The next page; nil after the last.
    public mutating func next() async throws -> Operation.Output? {
      guard let operation = next else { return nil }
      next = nil
      let page = try await fetch(operation)
      let isFirst = hashes.isEmpty
      let isRepeated = !hashes.insert(page.hashValue).inserted
      let isEmpty = Operation.elements(of: page).isEmpty
      guard isFirst || !isRepeated && !isEmpty else { return nil }
      if !isEmpty { next = operation.next(after: page) }
      return page
    }
  }

  /// The elements of all pages, one after the other.
  public var elements: Elements { Elements(pages: self) }

  /// The elements of all pages, one after the other.
  public struct Elements: AsyncSequence, Sendable {
    /// An element of the list.
    public typealias Element = Operation.Element

    fileprivate let pages: PageSequence

    /// Begins with the first page.
    public func makeAsyncIterator() -> AsyncIterator {
      AsyncIterator(pages: pages.makeAsyncIterator())
    }

    /// Requests a page when you have read the one before it.
    public struct AsyncIterator: AsyncIteratorProtocol {
      fileprivate var pages: PageSequence.AsyncIterator
      private var remaining: ArraySlice<Operation.Element> = []

      fileprivate init(pages: PageSequence.AsyncIterator) {
        self.pages = pages
      }

      /// The next element; nil after the last.
      public mutating func next() async throws -> Operation.Element? {
        while remaining.isEmpty {
          guard let page = try await pages.next() else { return nil }
          remaining = Operation.elements(of: page)[...]
        }
        return remaining.popFirst()
      }
    }
  }
}
