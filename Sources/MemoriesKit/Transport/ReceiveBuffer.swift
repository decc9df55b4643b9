import Foundation

/// What has arrived of a body and was not taken yet: bounded, because the thread that brings the
/// bytes is made to wait when the reader falls behind.
///
/// On Linux that thread serves every `URLSession` of the process. So it waits rarely and long
/// rather than often and shortly: once full, until three quarters are taken. Meanwhile the socket's
/// own buffer fills, runs dry afterwards, and the other connections get their turn. What may pile
/// up must for that reason exceed what the kernel buffers for a socket.
///
/// A reader that is a disk always goes on. One that is the user's code may itself be waiting for
/// another call, which that same thread would have to serve; so there the thread waits for a moment
/// only, and then what comes goes to a temporary file.
final class ReceiveBuffer: @unchecked Sendable {
  /// How much may be held, and for how long the bringer may be made to wait.
  struct Bounds: Sendable {
    var capacity = 32 << 20
    var resumeBelow = 8 << 20
    /// The most that a reader gets at once.
    var portion = 1 << 20
    /// What a reader is woken for, unless the end comes first. One that wants everything anyway had
    /// better sleep on than change threads for every 16 KiB. Not above `resumeBelow`, or both ends
    /// might wait.
    var leastPortion = 1 << 20
    /// Up to what size pieces are joined, which is how a disk is written to. Not larger: for a
    /// megabyte at once Linux takes its memory in large blocks, which are cold, or on a virtual
    /// machine not even there, and copying into them took up to ten times as long.
    var step = 128 << 10
    /// For ever unless set.
    var patience: TimeInterval?
  }

  private enum Piece {
    /// As it came.
    case single(Data)
    /// Several that came one after the other.
    case joined(PagePool.Pages, count: Int)
  }

  private let bounds: Bounds
  private let pool: PagePool

  // Unchecked: everything below is touched only while `condition` is locked.
  private let condition = NSCondition()
  private var arrived: [Piece] = []
  /// Those that were there before `arrived`, last first, so that taking one lets go of it at once.
  private var leaving: [Piece] = []
  /// What waits here, and what the reader took last and may still hold.
  private var byteCount = 0
  private var heldByteCount = 0
  private var overflow: Overflow?
  private var isFinished = false
  private var failure: TransportFailure?
  /// Readers that wait, first come, first served. There should be one, but nothing enforces it.
  private var waiters: [CheckedContinuation<[Data]?, any Error>] = []

  init(_ bounds: Bounds = Bounds()) {
    self.bounds = bounds
    pool = PagePool(size: bounds.step)
  }

  /// Adds a piece; waits while there is too much. Returns why nothing more can be kept, if so.
  @discardableResult
  func append(_ piece: Data) -> TransportFailure? {
    condition.lock()
    makeRoom()
    guard !isFinished else {
      condition.unlock()
      return nil
    }
    var failure: TransportFailure?
    if overflow != nil || byteCount >= bounds.capacity {
      failure = spill(piece)
    } else {
      keep(piece)
      byteCount += piece.count
    }
    guard !waiters.isEmpty, let result = portion() else {
      condition.unlock()
      return failure
    }
    let reader = waiters.removeFirst()
    condition.unlock()
    reader.resume(with: result)
    return failure
  }

  private func makeRoom() {
    guard byteCount >= bounds.capacity, overflow == nil else { return }
    let end = bounds.patience.map { Date(timeIntervalSinceNow: $0) }
    while byteCount > bounds.resumeBelow, !isFinished {
      // Not `wait(until: .distantFuture)`, which traps on Linux.
      guard let end else {
        condition.wait()
        continue
      }
      guard condition.wait(until: end) else { return }
    }
  }

  /// Joins pieces, which come 16 KiB at a time, so that a disk is written to in larger steps. The
  /// first stays as it is: most answers have no second.
  private func keep(_ piece: Data) {
    if case .joined(let pages, let count) = arrived.last, count + piece.count <= pool.size {
      piece.copyBytes(
        to: UnsafeMutableRawBufferPointer(start: pages.start + count, count: piece.count))
      arrived[arrived.count - 1] = .joined(pages, count: count + piece.count)
    } else if !arrived.isEmpty, piece.count <= pool.size, let pages = pool.take() {
      piece.copyBytes(to: UnsafeMutableRawBufferPointer(start: pages.start, count: piece.count))
      arrived.append(.joined(pages, count: piece.count))
    } else {
      arrived.append(.single(piece))
    }
  }

  private func spill(_ piece: Data) -> TransportFailure? {
    do throws(FileFailure) {
      let file = if let overflow { overflow } else { try Overflow() }
      overflow = file
      try file.append(piece)
      return nil
    } catch {
      return .overflow(error)
    }
  }

  /// Nothing more will come; what is here can still be taken.
  func finish(_ failure: TransportFailure?) {
    end(failure, dropping: false)
  }

  /// Nothing more is wanted.
  func abort(_ failure: TransportFailure) {
    end(failure, dropping: true)
  }

  private func end(_ failure: TransportFailure?, dropping: Bool) {
    condition.lock()
    if dropping {
      arrived = []
      leaving = []
      byteCount = 0
      overflow = nil
    }
    if dropping || !isFinished { self.failure = failure }
    isFinished = true
    // One of them may get what was too little to wake it for. Now there is an answer to everyone.
    let readers = waiters.map { ($0, portion() ?? Self.end(failure)) }
    waiters = []
    condition.broadcast()
    condition.unlock()
    for (reader, result) in readers { reader.resume(with: result) }
  }

  /// Everything that has arrived since the last call; waits until there is something. Nil at the
  /// end.
  func next() async throws -> [Data]? {
    try await withCheckedThrowingContinuation { continuation in
      condition.lock()
      let result = take()
      if result == nil { waiters.append(continuation) }
      condition.unlock()
      if let result { continuation.resume(with: result) }
    }
  }

  /// What a reader who comes back for more gets now; nil when it has to wait.
  private func take() -> Result<[Data]?, any Error>? {
    // It is done with what it had.
    byteCount -= heldByteCount
    heldByteCount = 0
    if byteCount <= bounds.resumeBelow { condition.signal() }
    return portion()
  }

  private func portion() -> Result<[Data]?, any Error>? {
    let isEnough =
      byteCount - heldByteCount >= bounds.leastPortion || isFinished || overflow != nil
    if isEnough, !arrived.isEmpty || !leaving.isEmpty { return .success(takePieces()) }
    if let file = overflow {
      do throws(FileFailure) {
        let piece = try file.removeFirst()
        if file.isEmpty { overflow = nil }
        return .success([piece])
      } catch {
        return .failure(TransportFailure.overflow(error))
      }
    }
    return isFinished ? Self.end(failure) : nil
  }

  private func takePieces() -> [Data] {
    if leaving.isEmpty {
      leaving = arrived.reversed()
      arrived = []
    }
    var taken: [Data] = []
    var takenByteCount = 0
    while takenByteCount < bounds.portion, let piece = leaving.popLast() {
      let data =
        switch piece {
        case .single(let data): data
        case .joined(let pages, let count): pool.data(in: pages, count: count)
        }
      taken.append(data)
      takenByteCount += data.count
    }
    heldByteCount += takenByteCount
    return taken
  }

  private static func end(_ failure: TransportFailure?) -> Result<[Data]?, any Error> {
    failure.map { .failure($0) } ?? .success(nil)
  }
}
