/// Sends many requests, a few at a time, and returns their results in the order in which they end.
///
/// The batch takes a request from the sequence only when it can send it, so ten thousand requests
/// take no more memory than ten. One failure does not stop the others.
///
/// When you cancel the reading task, the batch cancels all running requests and begins no more.
/// Keep reading until nil, which a cancelled task may do: you get each request that has begun,
/// once. A request that was cut off has an error of the kind ``MemoriesError/Kind/cancelled``, or
/// `CancellationError` when it can have cost nothing. When you leave the loop early, the batch
/// cancels the running requests and reports nothing about them.
///
/// Each iteration sends all requests again, so iterate once.
public struct RequestBatch<Request: AnsweredOperation>: AsyncSequence {
  /// The result of one request.
  public struct Element: Sendable {
    /// The position of the request in the sequence, counted from 0.
    public let index: Int
    /// The request.
    public let request: Request
    /// The output of the request, or its error.
    public let result: Result<Request.Output, any Error>

    /// Makes a result, for tests and fakes.
    public init(index: Int, request: Request, result: Result<Request.Output, any Error>) {
      self.index = index
      self.request = request
      self.result = result
    }
  }

  let maxConcurrent: Int
  let requests: AnySequence<Request>
  let send: @Sendable (Request) async throws -> Request.Output

  /// Makes a batch that sends with a closure, for instance in a fake.
  /// ``MemoriesClient/uploadAll(_:maxConcurrent:patience:options:willSend:progress:)`` makes the batch of a client.
  public init(
    _ requests: some Sequence<Request>, maxConcurrent: Int = 2,
    send: @escaping @Sendable (Request) async throws -> Request.Output
  ) {
    self.maxConcurrent = maxConcurrent
    self.requests = AnySequence(requests)
    self.send = send
  }

  /// Begins a new run of the batch.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(self)
  }

  /// Sends the next requests when you ask for a result.
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

    /// The next result; nil when all requests have ended.
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

  /// The running tasks. A task group cannot outlive one call of `next()`, but these tasks must
  /// continue while the caller handles a result. So this object holds them, and cancels them when
  /// it goes away.
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
        // The task may have ended by now, or the batch may have been cancelled.
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

    /// Waits for the next result. Cancelling the reader cancels every task; they end at once, so
    /// the wait stays short.
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
