extension Sandbox {
  /// One request and what became of it.
  public struct Exchange: Sendable, Identifiable {
    /// How far an exchange got.
    public enum Progress: Int, Sendable, Comparable {
      /// The request's head was read, or something that was meant to be one.
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

    /// Its place in the log, counted from 0.
    public let id: Int
    /// The request, as much of it as arrived; while the body arrives, its parts are not yet there.
    public internal(set) var request: Request
    /// The status that was answered, or was about to be.
    public internal(set) var status: Int?
    /// How far it got.
    public internal(set) var progress: Progress = .headReceived
    /// How many bytes of the answer's body were handed to the system.
    public internal(set) var answeredByteCount: Int64 = 0
    /// Whether the server is done with it, in whatever way.
    public internal(set) var isOver = false
    /// Why the request was refused or the connection broke, if it did.
    public internal(set) var failure: String?
  }
}

/// All exchanges in the order in which their heads arrived, and those who wait for one.
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

  /// A name for a waiter that is about to wait.
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

  /// Resumes the waiter at once if there is something for it, or nothing can come any more.
  mutating func wait(_ waiter: Waiter, key: Int) {
    if let found = exchanges.first(where: waiter.accepts) {
      waiter.continuation.resume(returning: found)
    } else if isClosed || cancelledKeys.remove(key) != nil {
      waiter.continuation.resume(returning: nil)
    } else {
      waiters[key] = waiter
    }
  }

  /// Cancels a waiter, also one that does not wait yet.
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
