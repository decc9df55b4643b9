import Foundation
import MemoriesKit

/// How to read and answer a request.
struct Endpoint: Sendable {
  var reading: Sandbox.Reading
  /// The answer when the head alone decides, whatever the body holds.
  var refusal: Sandbox.Answer?
  var answer: @Sendable (Sandbox.Request) throws -> Sandbox.Answer
}

/// The running server: its threads, its connections, and their shared state.
final class Engine: Sendable {
  /// All mutable state, behind one lock.
  struct State {
    var service: Service
    var routes: [(route: Sandbox.Route, endpoint: Endpoint)] = []
    var faults: [FaultRule] = []
    var log = ExchangeLog()
    var callbacks: [Sandbox.Callback] = []
    fileprivate var isStopped = false
    fileprivate var lastNumber = 0
    fileprivate var connections: [Int: Socket] = [:]
    fileprivate var threads: [Int: WorkerThread] = [:]
    fileprivate var endedThreads: [WorkerThread] = []
    fileprivate var timers: [Task<Void, Never>] = []
    fileprivate var stopWaiters: [CheckedContinuation<Void, Never>]? = []
  }

  let state: Locked<State>
  let settings: Sandbox.Settings
  let spool = SpoolFolder()
  let listener: Listener

  init(settings: Sandbox.Settings) throws {
    self.settings = settings
    state = Locked(State(service: Service(settings, apiKey: Sandbox.key)))
    listener = try Listener(port: settings.port)
  }

  /// The work of the accepting thread, which ends last.
  func run() {
    // Accepting fails only when the process has no descriptors left. The sandbox is useless then,
    // and ends.
    while let socket = try? listener.accept() {
      serve(socket)
      joinEndedThreads()
    }
    beginStop()
    joinAllThreads()
    listener.close()
    spool.remove()
    let waiters = state.withLock { state in
      defer { state.stopWaiters = nil }
      return state.stopWaiters ?? []
    }
    for waiter in waiters { waiter.resume() }
  }

  // MARK: Connections

  private func serve(_ socket: Socket) {
    let number = state.withLock { state -> Int? in
      guard !state.isStopped else { return nil }
      state.lastNumber += 1
      state.connections[state.lastNumber] = socket
      return state.lastNumber
    }
    guard let number else { return }
    startThread { engine in
      Connection(engine: engine, socket: socket, number: number).serve()
      engine.state.withLock { $0.connections[number] = nil }
    }
  }

  /// Registers a socket while `body` runs, so that stopping the sandbox interrupts it. Does nothing
  /// if the sandbox has stopped.
  func withInterruptible(_ socket: Socket, _ body: () throws -> Void) rethrows {
    // The key is negative, so it differs from the numbers in the log.
    let key = state.withLock { state -> Int? in
      guard !state.isStopped else { return nil }
      let key = min(0, state.connections.keys.min() ?? 0) - 1
      state.connections[key] = socket
      return key
    }
    guard let key else { return }
    defer { state.withLock { $0.connections[key] = nil } }
    try body()
  }

  // MARK: Threads

  /// Runs `work` on its own thread, unless the sandbox has stopped.
  func startThread(_ work: @escaping @Sendable (Engine) -> Void) {
    state.withLock { state in
      guard !state.isStopped else { return }
      let key = (state.threads.keys.max() ?? 0) + 1
      // The lock is held here, so the thread cannot remove itself from the list before it is on it.
      state.threads[key] = try? WorkerThread { [self] in
        work(self)
        self.state.withLock { state in
          if let thread = state.threads.removeValue(forKey: key) {
            state.endedThreads.append(thread)
          }
        }
      }
    }
  }

  private func joinEndedThreads() {
    let ended = state.withLock { state in
      defer { state.endedThreads = [] }
      return state.endedThreads
    }
    for thread in ended { thread.join() }
  }

  private func joinAllThreads() {
    let threads = state.withLock { state in
      defer { (state.threads, state.endedThreads) = ([:], []) }
      return state.endedThreads + state.threads.values
    }
    for thread in threads { thread.join() }
  }

  // MARK: Stopping

  /// Makes everything end soon. Nothing begins after this returns.
  @discardableResult
  func beginStop() -> [Task<Void, Never>] {
    let (sockets, timers) = state.withLock { state in
      state.isStopped = true
      state.log.close()
      defer { state.timers = [] }
      return (Array(state.connections.values), state.timers)
    }
    for timer in timers { timer.cancel() }
    listener.interrupt()
    for socket in sockets { socket.interrupt() }
    return timers
  }

  /// Returns when everything has ended but the accepting thread, which is about to end.
  func waitUntilStopped() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        state.stopWaiters?.append(continuation)
        return state.stopWaiters == nil
      }
      if isOver { continuation.resume() }
    }
  }

  // MARK: Requests

  /// Logs a request whose head has arrived.
  func begin(_ request: Sandbox.Request) -> Int {
    state.withLock { $0.log.begin(request) }
  }

  /// The faults for a request, before or after its body.
  ///
  /// A call counts for faults after the body only once its body has arrived. A client whose reused
  /// connection broke may open another, send a head and be stopped. If that counted, it would use
  /// up a fault that is meant for the next call.
  func faults(for request: Sandbox.Request, beforeBody: Bool) -> [Sandbox.Fault] {
    state.withLock { state in
      var faults: [Sandbox.Fault] = []
      for index in state.faults.indices where state.faults[index].appliesBeforeBody == beforeBody {
        faults += state.faults[index].take(method: request.method, path: request.path)
      }
      state.faults.removeAll(where: \.isUsedUp)
      return faults
    }
  }

  /// Changes the log entry of an exchange.
  func update(_ exchange: Int, _ change: (inout Sandbox.Exchange) -> Void) {
    state.withLock { $0.log.update(exchange, change) }
  }

  /// Finds the endpoint for a request: a custom route, else the service.
  func endpoint(for request: Sandbox.Request) -> Endpoint {
    state.withLock { state in
      let custom = state.routes.last {
        $0.route.matches(method: request.method, path: request.path)
      }
      if let custom { return custom.endpoint }
      var reading = settings.reading
      // Operations parse JSON bodies from the kept bytes.
      reading.keptByteCount = max(reading.keptByteCount, 256 << 10)
      let refusal = state.service.refusal(of: request)
      if refusal != nil { reading.keepsFiles = false }
      return Endpoint(
        reading: reading,
        refusal: refusal,
        answer: { [self] request in
          self.withService { $0.answer(to: request) }
        })
    }
  }

  /// Gives exclusive access to the service, and then sends the callbacks that are due.
  func withService<Result>(_ body: (inout Service) -> Result) -> Result {
    let (result, callbacks, waits) = state.withLock { state in
      let result = body(&state.service)
      return (result, state.service.takeDueCallbacks(), state.service.takeCallbackWaits())
    }
    for callback in callbacks {
      startThread { $0.deliver(callback) }
    }
    for wait in waits { startTimer(wait) }
    return result
  }

  /// Checks the service again after `duration`, when a callback may be due.
  private func startTimer(_ duration: Duration) {
    state.withLock { state in
      guard !state.isStopped else { return }
      let clock = settings.clock
      state.timers.append(
        Task { [weak self] in
          do {
            try await clock.sleep(for: duration)
            self?.withService { _ in }
          } catch {
            // The timer was cancelled because the sandbox stops.
          }
        })
    }
  }

  private func deliver(_ callback: Sandbox.Callback) {
    var callback = callback
    callback.status = try? CallbackDelivery(callback).send(through: self)
    state.withLock { $0.callbacks.append(callback) }
  }
}
