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
    capacity: 32 << 20, resumeBelow: 8 << 20, maximumRead: 1 << 20, minimumRead: 1 << 20)

  private struct State {
    /// What found no room; while it is there, everything new goes behind it.
    var overflow: Overflow?
    /// Who waits until nothing is left of that.
    var whenDrained: (@Sendable () -> Void)?
    /// How the engine ended, when it did before the reader had caught up.
    var ending: TransportFailure??
  }

  private let exchange: Exchange
  private let patience: DispatchTimeInterval?
  private let makeOverflow: @Sendable () throws(FileFailure) -> Overflow
  private let state = Locked(State())

  /// - Parameters:
  ///   - patience: How long the thread may be made to wait; for ever unless set.
  ///   - makeOverflow: Makes room beside the memory.
  init(
    _ exchange: Exchange, patience: DispatchTimeInterval?,
    makeOverflow: @escaping @Sendable () throws(FileFailure) -> Overflow = {
      () throws(FileFailure) in try Overflow()
    }
  ) {
    self.exchange = exchange
    self.patience = patience
    self.makeOverflow = makeOverflow
  }

  /// Passes a piece on; on the thread that brings it, and one piece after the other.
  func receive(_ chunk: Data) {
    exchange.didReceive(byteCount: chunk.count)
    guard !spill(chunk), !exchange.passOn(chunk) else { return }
    let room = DispatchSemaphore(value: 0)
    exchange.whenThereIsRoom { room.signal() }
    guard let patience else { return room.wait() }
    guard room.wait(timeout: .now() + patience) == .timedOut else { return }
    // Without a temporary file there is only the other way: what is paid for is not thrown away
    // because it came too fast.
    guard let overflow = try? makeOverflow() else { return room.wait() }
    state.withLock { $0.overflow = overflow }
    exchange.whenThereIsRoom { self.drain() }
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
  private func spill(_ chunk: Data) -> Bool {
    let drained = DispatchSemaphore(value: 0)
    let isSpilled: Bool? = state.withLock { state in
      guard let overflow = state.overflow else { return false }
      if (try? overflow.append(chunk)) != nil { return true }
      state.whenDrained = { drained.signal() }
      return nil
    }
    // The disk is full. The piece waits for its turn where it is.
    if isSpilled == nil { drained.wait() }
    return isSpilled ?? false
  }

  private enum Step {
    case chunk(Data)
    case failed(FileFailure)
    case ended(TransportFailure?)
    case caughtUp((@Sendable () -> Void)?)
  }

  /// Moves what was spilled to the exchange, as far as there is room; on the reader's thread.
  private func drain() {
    while true {
      switch state.withLock(nextStep) {
      case .chunk(let chunk):
        guard exchange.passOn(chunk) else { return exchange.whenThereIsRoom { self.drain() } }
      case .failed(let failure): exchange.abort(TransportFailure.overflow(failure))
      case .ended(let failure): return exchange.didEnd(failure)
      case .caughtUp(let resume):
        resume?()
        return
      }
    }
  }

  private func nextStep(_ state: inout State) -> Step {
    guard let overflow = state.overflow, !overflow.isEmpty, !exchange.isAborted else {
      state.overflow = nil
      defer { state.whenDrained = nil }
      return state.ending.map { .ended($0) } ?? .caughtUp(state.whenDrained)
    }
    do throws(FileFailure) {
      return .chunk(try overflow.removeFirst())
    } catch {
      return .failed(error)
    }
  }
}
#endif
