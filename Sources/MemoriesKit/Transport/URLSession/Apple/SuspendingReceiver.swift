import Foundation

/// Passes the body of one answer to its exchange, and suspends the task when the reader is slow.
///
/// A task that is suspended still delivers what the system has read already. Blocking the queue of
/// the delegate would only move those bytes into the buffers of the system, and hold up every other
/// task. So they go to a temporary file until the reader has caught up, on a queue of this exchange
/// alone, where a slow disk is nobody else's matter.
final class SuspendingReceiver: Sendable {
  /// The bytes that found no room. A full disk must not cost a download that is paid for, so what
  /// finds no room there stays in memory.
  private struct Overflow {
    let file: SpillFile?
    var memory: ArraySlice<Data> = []

    var isEmpty: Bool { memory.isEmpty && file?.isEmpty ?? true }

    mutating func append(_ chunk: Data) {
      if memory.isEmpty, let file, (try? file.append(chunk)) != nil { return }
      memory.append(chunk)
    }

    mutating func removeFirst() throws(FileFailure) -> Data? {
      if let file, !file.isEmpty { return try file.removeFirst() }
      return memory.popFirst()
    }
  }

  private struct State {
    /// While there is any, the task is suspended, and new bytes go behind it.
    var overflow: Overflow?
    /// How the task ended, when it ended before the reader caught up.
    var ending: TransportFailure??
  }

  private let exchange: Exchange
  private let suspend: @Sendable () -> Void
  private let resume: @Sendable () -> Void
  private let makeSpillFile: @Sendable () throws(FileFailure) -> SpillFile
  private let queue: DispatchQueue
  // Only `queue` uses it; the lock shows that to the compiler.
  private let state = Locked(State())

  init(
    _ exchange: Exchange, suspend: @escaping @Sendable () -> Void,
    resume: @escaping @Sendable () -> Void,
    makeSpillFile: @escaping @Sendable () throws(FileFailure) -> SpillFile = {
      () throws(FileFailure) in try SpillFile()
    },
    queue: DispatchQueue = DispatchQueue(label: "MemoriesKit.receiving", qos: .userInitiated)
  ) {
    self.exchange = exchange
    self.suspend = suspend
    self.resume = resume
    self.makeSpillFile = makeSpillFile
    self.queue = queue
  }

  /// Passes a chunk on, and never waits.
  func receive(_ chunk: Data) {
    exchange.didReceive(byteCount: chunk.count)
    queue.async { self.take(chunk) }
  }

  /// Ends the body, after all that was received.
  func end(_ failure: TransportFailure?) {
    queue.async {
      let mustWait = self.state.withLock { state in
        if state.overflow != nil { state.ending = .some(failure) }
        return state.overflow != nil
      }
      if !mustWait { self.exchange.didEnd(failure) }
    }
  }

  private func take(_ chunk: Data) {
    let isKept = state.withLock { state in
      state.overflow?.append(chunk)
      return state.overflow != nil
    }
    guard !isKept, !exchange.passOn(chunk) else { return }
    state.withLock { $0.overflow = Overflow(file: try? makeSpillFile()) }
    suspend()
    waitForRoom()
  }

  private func waitForRoom() {
    exchange.whenThereIsRoom { [self] in queue.async { self.drain() } }
  }

  private enum Step {
    case chunk(Data)
    case failed(FileFailure)
    case ended(TransportFailure?)
    case caughtUp
  }

  /// Moves chunks from the file to the exchange while there is room.
  private func drain() {
    while true {
      switch state.withLock(nextStep) {
      case .chunk(let chunk):
        guard exchange.passOn(chunk) else { return waitForRoom() }
      case .failed(let failure): exchange.abort(TransportFailure.overflow(failure))
      case .ended(let failure): return exchange.didEnd(failure)
      case .caughtUp: return resume()
      }
    }
  }

  private func nextStep(_ state: inout State) -> Step {
    if state.overflow?.isEmpty == false, !exchange.isAborted {
      do throws(FileFailure) {
        if let chunk = try state.overflow?.removeFirst() { return .chunk(chunk) }
      } catch {
        return .failed(error)
      }
    }
    state.overflow = nil
    return state.ending.map { .ended($0) } ?? .caughtUp
  }
}
