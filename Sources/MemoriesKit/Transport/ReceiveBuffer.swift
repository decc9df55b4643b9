import Foundation

/// What has arrived of a body and was not taken yet.
///
/// Nothing here waits for room: whoever brings the bytes is told when there is none, stops, and is
/// called when there is some again. How much may pile up is for the engine to say, because it
/// depends on how quickly the engine can stop and go on.
final class ReceiveBuffer: Sendable {
  /// How much may be held, and in what pieces it is passed on.
  struct Bounds: Sendable {
    /// From here on there is no room.
    var capacity = 1 << 20
    /// Down to here, there is none again until the reader has taken what is above.
    var resumeBelow = 512 << 10
    /// The most that a reader gets at once.
    var portion = 1 << 20
    /// What a reader is woken for, unless the end comes first. One that wants everything anyway had
    /// better sleep on than change threads for every 16 KiB. Not above `resumeBelow`, or both ends
    /// might wait.
    var leastPortion = 512 << 10
    /// Up to what size pieces are joined, which is how a disk is written to. Not larger: for a
    /// megabyte at once Linux takes its memory in large blocks, which are cold, or on a virtual
    /// machine not even there, and copying into them took up to ten times as long.
    var step = 128 << 10
  }

  private enum Piece {
    /// As it came.
    case single(Data)
    /// Several that came one after the other.
    case joined(PagePool.Pages, count: Int)
  }

  private struct State {
    var arrived: [Piece] = []
    /// Those that were there before `arrived`, last first, so that taking one lets go of it at once.
    var leaving: [Piece] = []
    /// What waits here, and what the reader took last and may still hold.
    var byteCount = 0
    var heldByteCount = 0
    var isFinished = false
    var failure: (any Error)?
    /// Readers that wait, first come, first served. There should be one, but nothing enforces it.
    var waiters: [CheckedContinuation<[Data]?, any Error>] = []
    /// Who waits until there is room.
    var bringers: [@Sendable () -> Void] = []
  }

  private let bounds: Bounds
  private let pool: PagePool
  private let state = Locked(State())

  init(_ bounds: Bounds = Bounds()) {
    self.bounds = bounds
    pool = PagePool(size: bounds.step)
  }

  /// Adds a piece, and returns whether there is room for another. After the end everything is
  /// dropped, for which there always is.
  @discardableResult
  func append(_ piece: Data) -> Bool {
    let (hasRoom, reader, result) = state.withLock { state in
      guard !state.isFinished else { return (true, nil, nil) as Added }
      keep(piece, in: &state)
      state.byteCount += piece.count
      let hasRoom = state.byteCount < bounds.capacity
      guard !state.waiters.isEmpty, let result = portion(of: &state) else {
        return (hasRoom, nil, nil)
      }
      return (hasRoom, state.waiters.removeFirst(), result)
    }
    if let reader, let result { reader.resume(with: result) }
    return hasRoom
  }

  private typealias Added = (
    hasRoom: Bool, reader: CheckedContinuation<[Data]?, any Error>?, Result<[Data]?, any Error>?
  )

  /// Calls `resume` once: as soon as the reader has taken enough, or nothing more is wanted.
  func whenThereIsRoom(_ resume: @escaping @Sendable () -> Void) {
    let isNow = state.withLock { state in
      if state.isFinished || state.byteCount <= bounds.resumeBelow { return true }
      state.bringers.append(resume)
      return false
    }
    if isNow { resume() }
  }

  /// Joins pieces, which come 16 KiB at a time, so that a disk is written to in larger steps. The
  /// first stays as it is: most answers have no second.
  private func keep(_ piece: Data, in state: inout State) {
    if case .joined(let pages, let count) = state.arrived.last, count + piece.count <= pool.size {
      piece.copyBytes(
        to: UnsafeMutableRawBufferPointer(start: pages.start + count, count: piece.count))
      state.arrived[state.arrived.count - 1] = .joined(pages, count: count + piece.count)
    } else if !state.arrived.isEmpty, piece.count <= pool.size, let pages = pool.take() {
      piece.copyBytes(to: UnsafeMutableRawBufferPointer(start: pages.start, count: piece.count))
      state.arrived.append(.joined(pages, count: piece.count))
    } else {
      state.arrived.append(.single(piece))
    }
  }

  /// Nothing more will come; what is here can still be taken.
  func finish(_ failure: (any Error)?) {
    end(failure, dropping: false)
  }

  /// Nothing more is wanted.
  func abort(_ failure: any Error) {
    end(failure, dropping: true)
  }

  private func end(_ failure: (any Error)?, dropping: Bool) {
    let (readers, bringers) = state.withLock { state in
      if dropping {
        state.arrived = []
        state.leaving = []
        state.byteCount = 0
        state.heldByteCount = 0
      }
      if dropping || !state.isFinished { state.failure = failure }
      state.isFinished = true
      // One of them may get what was too little to wake it for. Now there is an answer to everyone.
      let readers = state.waiters.map { ($0, portion(of: &state) ?? Self.end(failure)) }
      state.waiters = []
      defer { state.bringers = [] }
      return (readers, state.bringers)
    }
    for (reader, result) in readers { reader.resume(with: result) }
    for resume in bringers { resume() }
  }

  /// Everything that has arrived since the last call; waits until there is something. Nil at the
  /// end.
  func next() async throws -> [Data]? {
    // First of all, because what waits elsewhere for room may be what this call is about to get.
    for resume in letGo() { resume() }
    return try await withCheckedThrowingContinuation { continuation in
      let result = state.withLock { state in
        let result = portion(of: &state)
        if result == nil { state.waiters.append(continuation) }
        return result
      }
      if let result { continuation.resume(with: result) }
    }
  }

  /// A reader who comes back is done with what it had. Returns who may go on because of that.
  private func letGo() -> [@Sendable () -> Void] {
    state.withLock { state in
      state.byteCount -= state.heldByteCount
      state.heldByteCount = 0
      guard state.byteCount <= bounds.resumeBelow else { return [] }
      defer { state.bringers = [] }
      return state.bringers
    }
  }

  /// What a reader gets now; nil when it has to wait.
  private func portion(of state: inout State) -> Result<[Data]?, any Error>? {
    let isEnough =
      state.byteCount - state.heldByteCount >= bounds.leastPortion || state.isFinished
    if isEnough, !state.arrived.isEmpty || !state.leaving.isEmpty {
      return .success(takePieces(from: &state))
    }
    return state.isFinished ? Self.end(state.failure) : nil
  }

  private func takePieces(from state: inout State) -> [Data] {
    if state.leaving.isEmpty {
      state.leaving = state.arrived.reversed()
      state.arrived = []
    }
    var taken: [Data] = []
    var takenByteCount = 0
    while takenByteCount < bounds.portion, let piece = state.leaving.popLast() {
      let data =
        switch piece {
        case .single(let data): data
        case .joined(let pages, let count): pool.data(in: pages, count: count)
        }
      taken.append(data)
      takenByteCount += data.count
    }
    state.heldByteCount += takenByteCount
    return taken
  }

  private static func end(_ failure: (any Error)?) -> Result<[Data]?, any Error> {
    failure.map { .failure($0) } ?? .success(nil)
  }
}
