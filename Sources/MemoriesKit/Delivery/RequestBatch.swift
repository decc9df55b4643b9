/// Many requests, a few at a time, and their results in the order in which they come.
///
/// Requests are taken from their sequence only when one can be sent, so that a batch of ten thousand
/// takes no more memory than one of ten. A failure does not stop the others.
///
/// Cancelling the task that reads stops all, and begins no more. Go on reading until nil, which that
/// task may do: each request that was begun is given, once. One that was cut off has failed with
/// an error of the kind ``MemoriesError/Kind/cancelled``, or with `CancellationError` when it can
/// have cost nothing. Leaving the loop early stops what is under way too, and tells nothing of it.
///
/// Each iteration sends everything; iterate once.
public struct RequestBatch<Request: AnsweredOperation>: AsyncSequence {
  /// What became of one request.
  public struct Element: Sendable {
    /// Its place in the sequence, counted from 0.
    public let index: Int
    /// The request.
    public let request: Request
    /// Its output, or the error that it ended with.
    public let result: Result<Request.Output, any Error>

    /// A result of your own making, for tests and fakes.
    public init(index: Int, request: Request, result: Result<Request.Output, any Error>) {
      self.index = index
      self.request = request
      self.result = result
    }
  }

  let maxConcurrent: Int
  let requests: AnySequence<Request>
  let send: @Sendable (Request) async throws -> Request.Output

  /// Sends requests with a closure, which a fake may do in its own way; a client's batch is made by
  /// ``MemoriesClient/uploadAll(_:maxConcurrent:patience:options:)``.
  public init(
    _ requests: some Sequence<Request>, maxConcurrent: Int = 2,
    send: @escaping @Sendable (Request) async throws -> Request.Output
  ) {
    self.maxConcurrent = maxConcurrent
    self.requests = AnySequence(requests)
    self.send = send
  }

  /// Begins to send.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(self)
  }

  /// Sends as results are asked for.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let workers: Workers
    private let requests: AnyIterator<Request>
    private let maxConcurrent: Int
    private var running = 0
    private var count = 0

    fileprivate init(_ batch: RequestBatch) {
      workers = Workers(batch.send)
      requests = batch.requests.makeIterator()
      maxConcurrent = batch.maxConcurrent < 1 ? 1 : batch.maxConcurrent
    }

    /// The next result, or nil when everything has ended.
    public mutating func next() async -> Element? {
      while running < maxConcurrent, !Task.isCancelled, let request = requests.next() {
        workers.start(count, request)
        running += 1
        count += 1
      }
      guard running > 0 else { return nil }
      defer { running -= 1 }
      return await workers.next()
    }
  }

  /// The tasks that send. A task group cannot outlive the call of `next()`, and these must go on
  /// while the reader looks at a result; so they are held here, and end with this object.
  fileprivate final class Workers: Sendable {
    private struct State {
      var tasks: [Int: Task<Void, Never>] = [:]
      var ended: [Element] = []
      var reader: CheckedContinuation<Element, Never>?
      var isCancelled = false
    }

    private let state = Locked(State())
    private let send: @Sendable (Request) async throws -> Request.Output

    init(_ send: @escaping @Sendable (Request) async throws -> Request.Output) {
      self.send = send
    }

    deinit {
      for task in state.withLock({ $0.tasks.values }) { task.cancel() }
    }

    func start(_ index: Int, _ request: Request) {
      let task = Task { [send, weak self] in
        let result: Result<Request.Output, any Error>
        do {
          result = .success(try await send(request))
        } catch {
          result = .failure(error)
        }
        self?.didEnd(Element(index: index, request: request, result: result))
      }
      let isTooLate = state.withLock { state in
        // It may have ended already, or everything may have been cancelled meanwhile.
        if !state.ended.contains(where: { $0.index == index }) { state.tasks[index] = task }
        return state.isCancelled
      }
      if isTooLate { task.cancel() }
    }

    private func didEnd(_ element: Element) {
      let reader = state.withLock { state in
        state.tasks[element.index] = nil
        if state.reader == nil { state.ended.append(element) }
        defer { state.reader = nil }
        return state.reader
      }
      reader?.resume(returning: element)
    }

    /// The next result. Cancelling cancels every task; all of them end at once, so that waiting for
    /// the last is short.
    func next() async -> Element {
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          let known: Element? = state.withLock { state in
            if state.ended.isEmpty {
              state.reader = continuation
              return nil
            }
            return state.ended.removeFirst()
          }
          if let known { continuation.resume(returning: known) }
        }
      } onCancel: {
        let tasks = state.withLock { state in
          state.isCancelled = true
          return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
      }
    }
  }
}
