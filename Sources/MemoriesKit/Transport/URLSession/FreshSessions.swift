import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A session and its delegate.
struct DelegatedSession: Sendable {
  let urlSession: URLSession
  let delegate: SessionDelegate
}

/// Sessions for requests that must not meet a connection which an earlier one left open.
///
/// When such a connection breaks before any answer, libcurl sends a request without a body again by
/// itself, and nobody is asked; a request with a body fails, although nothing was accepted. Asking
/// the server to close each connection is not enough: it may not, and over HTTP/2 it cannot be
/// asked. So a session serves one request at a time, and the next only when it can have no usable
/// connection left: at once if the answer said that the connection closes, else when the connection
/// is older than anything that libcurl uses again.
///
/// Sessions are never let go of, because Foundation on Linux aborts the process when one with an
/// open TLS connection goes, and each keeps two descriptors. So there is a bound to how many there
/// are; a request that finds none waits for the first that becomes usable, in the order of asking.
final class FreshSessions: Sendable {
  /// libcurl reuses nothing that has been idle for more than 118 seconds, by a clock that stands
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
    /// When a timer will look again; nil while none runs.
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
  ///   - limit: How many sessions there may be.
  ///   - elapsed: A time that only grows.
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

  /// How many sessions a process affords that may have so many descriptors: each may hold two, one
  /// for its connection, and two for the file that comes in, and half of all is left to others.
  static func limit(descriptors: UInt64) -> Int {
    Int(min(128, max(4, descriptors / 10)))
  }

  /// The same for this process.
  static var systemLimit: Int {
    var limits = rlimit()
    #if canImport(Glibc)
    let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0
    #else
    let isKnown = getrlimit(RLIMIT_NOFILE, &limits) == 0
    #endif
    return limit(descriptors: isKnown ? UInt64(limits.rlim_cur) : 256)
  }

  /// Runs `begin` with a session that has no usable connection, now or when there is one;
  /// `giveBack(_:hasNoConnection:)` must follow.
  func acquire(_ begin: @escaping @Sendable (DelegatedSession) -> Void) {
    state.withLock { $0.waiting.append(begin) }
    serve()
  }

  /// - Parameter hasNoConnection: Whether it is certain that no connection was left open.
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
    // None rests when all are in use; whoever gives one back looks here again.
    guard let next = state.idle.map(\.usableFrom).min(),
      state.nextCheck.map({ next < $0 }) ?? true
    else { return .nothing }
    state.nextCheck = next
    return .checkAgain(after: next - now)
  }
}
