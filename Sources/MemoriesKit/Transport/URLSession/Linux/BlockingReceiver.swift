import Foundation

#if !canImport(Darwin)
/// Passes the body of one answer to its exchange, and blocks the thread that receives it when the
/// reader is slow.
///
/// Foundation on Linux cannot stop reading a socket; a callback that does not return is the only
/// way. But the calling thread serves every `URLSession` of the process. So it waits rarely and
/// long rather than often and shortly: once the buffer is full, until the reader has taken three
/// quarters. Meanwhile the buffer of the socket fills, and it runs dry afterwards, so that the
/// other connections get their turn. For that, this buffer must hold more than the kernel buffers
/// for a socket.
///
/// A reader that writes to a disk always continues. A reader in the user's code may itself wait for
/// another call, which the blocked thread would have to serve. So there the thread waits only for a
/// moment. Then the bytes go to a temporary file until the reader has caught up.
final class BlockingReceiver: Sendable {
  /// Limits that suit a thread that serves all sessions.
  static let bounds = ReceiveBuffer.Bounds(
    capacity: 32 << 20, resumeBelow: 8 << 20, maximumRead: 1 << 20, minimumRead: 1 << 20)

  private struct State {
    /// The bytes that found no room. While there are any, new ones go behind them.
    var overflow: Overflow?
    /// Resumes the thread that waits until the file is empty.
    var whenDrained: (@Sendable () -> Void)?
    /// How the engine ended, when it ended before the reader caught up.
    var ending: TransportFailure??
  }

  private let exchange: Exchange
  private let patience: DispatchTimeInterval?
  private let makeOverflow: @Sendable () throws(FileFailure) -> Overflow
  private let state = Locked(State())

  /// - Parameters:
  ///   - patience: How long the thread may wait; nil means for ever.
  ///   - makeOverflow: Makes the temporary file.
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

  /// Passes a chunk on. Foundation's thread calls this, with one chunk after the other.
  func receive(_ chunk: Data) {
    exchange.didReceive(byteCount: chunk.count)
    guard !spill(chunk), !exchange.passOn(chunk) else { return }
    let room = DispatchSemaphore(value: 0)
    exchange.whenThereIsRoom { room.signal() }
    guard let patience else { return room.wait() }
    guard room.wait(timeout: .now() + patience) == .timedOut else { return }
    // Without a temporary file the thread must wait. A download that is paid for must not fail
    // because it arrived too fast.
    guard let overflow = try? makeOverflow() else { return room.wait() }
    state.withLock { $0.overflow = overflow }
    exchange.whenThereIsRoom { self.drain() }
  }

  /// Ends the body.
  func end(_ failure: TransportFailure?) {
    let mustWait = state.withLock { state in
      if state.overflow != nil { state.ending = .some(failure) }
      return state.overflow != nil
    }
    if !mustWait { exchange.didEnd(failure) }
  }

  /// Appends a chunk to the temporary file; returns false when there is none.
  private func spill(_ chunk: Data) -> Bool {
    let drained = DispatchSemaphore(value: 0)
    let isSpilled: Bool? = state.withLock { state in
      guard let overflow = state.overflow else { return false }
      if (try? overflow.append(chunk)) != nil { return true }
      state.whenDrained = { drained.signal() }
      return nil
    }
    // The disk is full, so the thread waits here with the chunk until the file is empty.
    if isSpilled == nil { drained.wait() }
    return isSpilled ?? false
  }

  private enum Step {
    case chunk(Data)
    case failed(FileFailure)
    case ended(TransportFailure?)
    case caughtUp((@Sendable () -> Void)?)
  }

  /// Moves chunks from the file to the exchange while there is room; on the thread of the reader.
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
