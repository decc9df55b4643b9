import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

#if !canImport(Darwin)
/// Provides sessions without open connections, for requests that must not be sent on a connection
/// that an earlier one left open.
///
/// When a reused connection breaks before the answer, libcurl sends a request without a body again
/// and asks nobody. A request with a body fails, although the service has not accepted it. It is
/// not enough to ask the server to close each connection: it may not, and HTTP/2 has no way to ask.
/// So a session serves one request at a time. It serves the next one only when it can have no
/// usable connection left: at once if the answer said that the connection closes, else when the
/// connection is too old for libcurl to reuse.
///
/// Sessions live for ever, because Foundation on Linux aborts the process when it releases one with
/// an open TLS connection. Each keeps two descriptors, so their number is limited. A request that
/// finds no session waits for the first that becomes usable, in the order of asking.
final class FreshSessions: Sendable {
  /// libcurl reuses no connection that has been idle for more than 118 seconds. Its clock stands
  /// still while the machine sleeps, as `SuspendingClock` does.
  static let idleTime = Duration.seconds(120)

  private struct Idle {
    let session: DelegatedSession
    let usableFrom: Duration
  }

  private struct State {
    var idle: [Idle] = []
    var madeCount = 0
    var waiting: [@Sendable (DelegatedSession) -> Void] = []
    /// The time at which a timer will check again; nil while none runs.
    var nextCheck: Duration?
  }

  private enum Step {
    case begin(@Sendable (DelegatedSession) -> Void, on: DelegatedSession)
    case makeSession(@Sendable (DelegatedSession) -> Void)
    case checkAgain(after: Duration)
    case nothing
  }

  private let limit: Int
  private let elapsed: @Sendable () -> Duration
  private let schedule: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
  private let makeSession: @Sendable () -> DelegatedSession
  private let state = Locked(State())

  /// - Parameters:
  ///   - limit: The largest number of sessions.
  ///   - elapsed: Returns a time that only grows.
  ///   - schedule: Calls a closure after so much of that time.
  init(
    limit: Int, elapsed: @escaping @Sendable () -> Duration = Stopwatch(SuspendingClock()).elapsed,
    schedule: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> Void = {
      wait, body in
      let seconds = wait / .seconds(1)
      DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: body)
    },
    _ makeSession: @escaping @Sendable () -> DelegatedSession
  ) {
    self.limit = limit
    self.elapsed = elapsed
    self.schedule = schedule
    self.makeSession = makeSession
  }

  /// How many sessions a process with so many descriptors can afford. Each may hold five: two of
  /// its own, one for its connection, and two for the file that it receives. Half of all
  /// descriptors is left to others.
  static func limit(descriptors: UInt64) -> Int {
    Int(min(128, max(4, descriptors / 10)))
  }

  /// The limit for this process.
  static var systemLimit: Int {
    var limits = rlimit()
    #if canImport(Glibc)
    let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0
    #else
    let isKnown = getrlimit(RLIMIT_NOFILE, &limits) == 0
    #endif
    return limit(descriptors: isKnown ? UInt64(limits.rlim_cur) : 256)
  }

  /// Runs `begin` with a session that has no usable connection, now or when there is one. The
  /// caller must call `release(_:hasNoConnection:)` afterwards.
  func acquire(_ begin: @escaping @Sendable (DelegatedSession) -> Void) {
    state.withLock { $0.waiting.append(begin) }
    serve()
  }

  /// Takes a session back.
  ///
  /// - Parameter hasNoConnection: Whether certainly no connection is open.
  func release(_ session: DelegatedSession, hasNoConnection: Bool) {
    let now = elapsed()
    let usableFrom = hasNoConnection ? now : now + Self.idleTime
    state.withLock { $0.idle.append(Idle(session: session, usableFrom: usableFrom)) }
    serve()
  }

  private func serve() {
    while true {
      switch state.withLock({ nextStep(&$0) }) {
      case .begin(let begin, let session): begin(session)
      case .makeSession(let begin): begin(makeSession())
      case .checkAgain(let wait):
        schedule(wait) { [self] in
          state.withLock { $0.nextCheck = nil }
          serve()
        }
        return
      case .nothing: return
      }
    }
  }

  private func nextStep(_ state: inout State) -> Step {
    guard let begin = state.waiting.first else { return .nothing }
    let now = elapsed()
    if let index = state.idle.firstIndex(where: { $0.usableFrom <= now }) {
      state.waiting.removeFirst()
      return .begin(begin, on: state.idle.remove(at: index).session)
    }
    if state.madeCount < limit {
      state.madeCount += 1
      state.waiting.removeFirst()
      return .makeSession(begin)
    }
    // When all sessions are in use, `release` calls this method again.
    guard let next = state.idle.map(\.usableFrom).min(),
      state.nextCheck.map({ next < $0 }) ?? true
    else { return .nothing }
    state.nextCheck = next
    return .checkAgain(after: next - now)
  }
}
#endif
