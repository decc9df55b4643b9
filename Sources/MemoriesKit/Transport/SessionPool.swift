import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A session and its delegate.
struct SessionLane: Sendable {
  let session: URLSession
  let delegate: SessionDelegate
}

/// Sessions for requests that must not meet a connection which was kept open.
///
/// When such a connection breaks before any answer, libcurl sends a request without a body again by
/// itself, and nobody is asked. Asking the server to close each connection is not enough: it may
/// not, and over HTTP/2 it cannot be asked. So a session serves one request at a time, and the next
/// only when it can have no usable connection left: at once if the answer said that the connection
/// closes, else when it is older than anything that libcurl uses again.
///
/// Sessions are never let go of, and each costs descriptors. Beyond so many the one that has rested
/// longest is used although its time is not over: better than running out of descriptors, and with
/// a server that closes as it is asked to it never comes to that.
final class SessionPool: Sendable {
  /// libcurl reuses nothing that has been idle for more than 118 seconds.
  private static let cooling = Duration.seconds(120)

  private static let mostResting = 32

  private struct Resting {
    let lane: SessionLane
    let usableFrom: ContinuousClock.Instant
  }

  private let resting = Locked<[Resting]>([])
  private let makeLane: @Sendable () -> SessionLane

  init(_ makeLane: @escaping @Sendable () -> SessionLane) {
    self.makeLane = makeLane
  }

  func take() -> SessionLane {
    let now = ContinuousClock.now
    let known: SessionLane? = resting.withLock { resting in
      if let index = resting.firstIndex(where: { $0.usableFrom <= now }) {
        return resting.remove(at: index).lane
      }
      // Given back in this order, so that the first has rested longest.
      return resting.count >= Self.mostResting ? resting.removeFirst().lane : nil
    }
    return known ?? makeLane()
  }

  /// - Parameter hasNoConnection: Whether it is certain that no connection was left open.
  func giveBack(_ lane: SessionLane, hasNoConnection: Bool) {
    let now = ContinuousClock.now
    let usableFrom = hasNoConnection ? now : now.advanced(by: Self.cooling)
    resting.withLock { $0.append(Resting(lane: lane, usableFrom: usableFrom)) }
  }
}
