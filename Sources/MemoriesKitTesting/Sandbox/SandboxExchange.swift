extension Sandbox {
  /// One request and its answer.
  public struct Exchange: Sendable, Identifiable {
    /// How far an exchange got.
    public enum Progress: Int, Sendable, Comparable {
      /// The head of the request was read, or something that should have been one.
      case headReceived
      /// The whole request was read.
      case bodyReceived
      /// Some of the answer may have been sent.
      case answering
      /// The whole answer was handed to the system.
      case answered

      /// Whether `one` comes before `other`.
      public static func < (one: Progress, other: Progress) -> Bool {
        one.rawValue < other.rawValue
      }
    }

    /// The position in the log, counted from 0.
    public let id: Int
    /// The request, as far as it arrived. Its parts are set only once the whole body has arrived.
    public internal(set) var request: Request
    /// The status of the answer.
    public internal(set) var status: Int?
    /// How far the exchange got.
    public internal(set) var progress: Progress = .headReceived
    /// How many bytes of the body of the answer were handed to the system.
    public internal(set) var answeredByteCount: Int64 = 0
    /// Whether the exchange is over, in whatever way.
    public internal(set) var isOver = false
    /// Why the request was refused or the connection broke, if so.
    public internal(set) var failure: String?
  }
}

/// The exchanges in the order in which their heads arrived, and those who wait for one.
struct ExchangeLog {
  struct Waiter {
    let accepts: @Sendable (Sandbox.Exchange) -> Bool
    let continuation: CheckedContinuation<Sandbox.Exchange?, Never>
  }

  private(set) var exchanges: [Sandbox.Exchange] = []
  private var waiters: [Int: Waiter] = [:]
  private var cancelledKeys: Set<Int> = []
  private var lastKey = 0
  private var isClosed = false

  /// A key for a future waiter.
  mutating func makeKey() -> Int {
    lastKey += 1
    return lastKey
  }

  mutating func begin(_ request: Sandbox.Request) -> Int {
    let exchange = Sandbox.Exchange(id: exchanges.count, request: request)
    exchanges.append(exchange)
    notify(exchange)
    return exchange.id
  }

  mutating func update(_ id: Int, _ change: (inout Sandbox.Exchange) -> Void) {
    change(&exchanges[id])
    notify(exchanges[id])
  }

  /// Adds a waiter. Resumes it at once if the log has a matching exchange, or can get none any
  /// more.
  mutating func wait(_ waiter: Waiter, key: Int) {
    if let found = exchanges.first(where: waiter.accepts) {
      waiter.continuation.resume(returning: found)
    } else if isClosed || cancelledKeys.remove(key) != nil {
      waiter.continuation.resume(returning: nil)
    } else {
      waiters[key] = waiter
    }
  }

  /// Cancels a waiter, even one that has not been added yet.
  mutating func cancel(key: Int) {
    if let waiter = waiters.removeValue(forKey: key) {
      waiter.continuation.resume(returning: nil)
    } else {
      cancelledKeys.insert(key)
    }
  }

  mutating func close() {
    isClosed = true
    for waiter in waiters.values { waiter.continuation.resume(returning: nil) }
    waiters = [:]
  }

  private mutating func notify(_ exchange: Sandbox.Exchange) {
    for (key, waiter) in waiters where waiter.accepts(exchange) {
      waiters[key] = nil
      waiter.continuation.resume(returning: exchange)
    }
  }
}
