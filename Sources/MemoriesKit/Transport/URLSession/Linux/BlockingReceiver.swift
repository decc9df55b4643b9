import Foundation

#if !canImport(Darwin)
/// Passes the body of one answer on to its exchange, and makes the thread that brings it wait when
/// the reader falls behind.
///
/// Foundation on Linux cannot be told to stop reading a socket; a callback that does not return is
/// the only way. The thread that calls serves every `URLSession` of the process. So it waits rarely
/// and long rather than often and shortly: once full, until three quarters are taken. Meanwhile the
/// socket's own buffer fills, runs dry afterwards, and the other connections get their turn. What
/// may pile up must for that reason exceed what the kernel buffers for a socket.
///
/// A reader that is a disk always goes on. One that is the user's code may itself be waiting for
/// another call, which that same thread would have to serve; so there the thread waits for a moment
/// only, and what comes from then on goes to a temporary file, until the reader has caught up.
final class BlockingReceiver: Sendable {
  /// What suits a thread that serves everybody.
  static let bounds = ReceiveBuffer.Bounds(
    capacity: 32 << 20, resumeBelow: 8 << 20, portion: 1 << 20, leastPortion: 1 << 20)

  private struct State {
    /// What found no room; while it is there, everything new goes behind it.
    var overflow: Overflow?
    /// How the engine ended, when it did before the reader had caught up.
    var ending: TransportFailure??
  }

  private let exchange: Exchange
  private let patience: DispatchTimeInterval?
  private let state = Locked(State())

  /// - Parameter patience: How long the thread may be made to wait; for ever unless set.
  init(_ exchange: Exchange, patience: DispatchTimeInterval?) {
    self.exchange = exchange
    self.patience = patience
  }

  /// Passes a piece on; on the thread that brings it, and one piece after the other.
  func receive(_ piece: Data) {
    guard !spill(piece), !exchange.didReceive(piece) else { return }
    let room = DispatchSemaphore(value: 0)
    exchange.whenThereIsRoom { room.signal() }
    guard let patience else { return room.wait() }
    guard room.wait(timeout: .now() + patience) == .timedOut else { return }
    do throws(FileFailure) {
      let overflow = try Overflow()
      state.withLock { $0.overflow = overflow }
      exchange.whenThereIsRoom { self.drain() }
    } catch {
      exchange.abort(TransportFailure.overflow(error))
    }
  }

  /// Nothing more will come.
  func end(_ failure: TransportFailure?) {
    let mustWait = state.withLock { state in
      if state.overflow != nil { state.ending = .some(failure) }
      return state.overflow != nil
    }
    if !mustWait { exchange.didEnd(failure) }
  }

  /// Keeps a piece behind those that found no room; false when there are none.
  private func spill(_ piece: Data) -> Bool {
    let result: Result<Bool, FileFailure> = state.withLock { state in
      guard let overflow = state.overflow else { return .success(false) }
      do throws(FileFailure) {
        try overflow.append(piece)
        return .success(true)
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let isSpilled): return isSpilled
    case .failure(let failure):
      exchange.abort(TransportFailure.overflow(failure))
      return true
    }
  }

  private enum Step {
    case piece(Data)
    case failed(FileFailure)
    case ended(TransportFailure?)
    case caughtUp
  }

  /// Moves what was spilled to the exchange, as far as there is room; on the reader's thread.
  private func drain() {
    while true {
      switch state.withLock(nextStep) {
      case .piece(let piece):
        guard exchange.didReceive(piece) else { return exchange.whenThereIsRoom { self.drain() } }
      case .failed(let failure): return exchange.abort(TransportFailure.overflow(failure))
      case .ended(let failure): return exchange.didEnd(failure)
      case .caughtUp: return
      }
    }
  }

  private func nextStep(_ state: inout State) -> Step {
    guard let overflow = state.overflow, !overflow.isEmpty, !exchange.isAborted else {
      state.overflow = nil
      return state.ending.map { .ended($0) } ?? .caughtUp
    }
    do throws(FileFailure) {
      return .piece(try overflow.removeFirst())
    } catch {
      return .failed(error)
    }
  }
}
#endif
