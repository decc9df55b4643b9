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
    var maximumRead = 1 << 20
    /// What a reader is woken for, unless the end comes first. One that wants everything anyway had
    /// better sleep on than change threads for every 16 KiB. Not above `resumeBelow`, or both ends
    /// might wait.
    var minimumRead = 512 << 10
    /// Up to what size pieces are joined, which is how a disk is written to. Not larger: for a
    /// megabyte at once Linux takes its memory in large blocks, which are cold, or on a virtual
    /// machine not even there, and copying into them took up to ten times as long.
    var joinedSize = 128 << 10
  }

  private enum Chunk {
    /// As it came.
    case single(Data)
    /// Several that came one after the other.
    case joined(PagePool.Pages, count: Int)
  }

  private struct State {
    var arrived: [Chunk] = []
    /// Those that were there before `arrived`, last first, so that taking one lets go of it at once.
    var outgoing: [Chunk] = []
    /// What waits here, and what the reader took last and may still hold.
    var byteCount = 0
    var heldByteCount = 0
    var isFinished = false
    var failure: (any Error)?
    /// Readers that wait, first come, first served. There should be one, but nothing enforces it.
    var readers: [CheckedContinuation<[Data]?, any Error>] = []
    /// Who waits until there is room.
    var waitingProducers: [@Sendable () -> Void] = []
  }

  private let bounds: Bounds
  private let pool: PagePool
  private let state = Locked(State())

  init(_ bounds: Bounds = Bounds()) {
    self.bounds = bounds
    pool = PagePool(size: bounds.joinedSize)
  }

  /// Adds a piece, and returns whether there is room for another. After the end everything is
  /// dropped, for which there always is.
  @discardableResult
  func append(_ chunk: Data) -> Bool {
    let (hasRoom, reader, result) = state.withLock { state in
      guard !state.isFinished else { return (true, nil, nil) as Added }
      store(chunk, in: &state)
      state.byteCount += chunk.count
      let hasRoom = state.byteCount < bounds.capacity
      guard !state.readers.isEmpty, let result = nextRead(from: &state) else {
        return (hasRoom, nil, nil)
      }
      return (hasRoom, state.readers.removeFirst(), result)
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
      state.waitingProducers.append(resume)
      return false
    }
    if isNow { resume() }
  }

  /// Joins pieces, which come 16 KiB at a time, so that a disk is written to in larger steps. The
  /// first stays as it is: most answers have no second.
  private func store(_ chunk: Data, in state: inout State) {
    if case .joined(let pages, let count) = state.arrived.last, count + chunk.count <= pool.size {
      chunk.copyBytes(
        to: UnsafeMutableRawBufferPointer(start: pages.start + count, count: chunk.count))
      state.arrived[state.arrived.count - 1] = .joined(pages, count: count + chunk.count)
    } else if !state.arrived.isEmpty, chunk.count <= pool.size, let pages = pool.take() {
      chunk.copyBytes(to: UnsafeMutableRawBufferPointer(start: pages.start, count: chunk.count))
      state.arrived.append(.joined(pages, count: chunk.count))
    } else {
      state.arrived.append(.single(chunk))
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
    let (readers, waitingProducers) = state.withLock { state in
      if dropping {
        state.arrived = []
        state.outgoing = []
        state.byteCount = 0
        state.heldByteCount = 0
      }
      if dropping || !state.isFinished { state.failure = failure }
      state.isFinished = true
      // One of them may get what was too little to wake it for. Now there is an answer to everyone.
      let readers = state.readers.map { ($0, nextRead(from: &state) ?? Self.end(failure)) }
      state.readers = []
      defer { state.waitingProducers = [] }
      return (readers, state.waitingProducers)
    }
    for (reader, result) in readers { reader.resume(with: result) }
    for resume in waitingProducers { resume() }
  }

  /// Everything that has arrived since the last call; waits until there is something. Nil at the
  /// end.
  func next() async throws -> [Data]? {
    // First of all, because what waits elsewhere for room may be what this call is about to get.
    for resume in releaseHeldChunks() { resume() }
    return try await withCheckedThrowingContinuation { continuation in
      let result = state.withLock { state in
        let result = nextRead(from: &state)
        if result == nil { state.readers.append(continuation) }
        return result
      }
      if let result { continuation.resume(with: result) }
    }
  }

  /// A reader who comes back is done with what it had. Returns who may go on because of that.
  private func releaseHeldChunks() -> [@Sendable () -> Void] {
    state.withLock { state in
      state.byteCount -= state.heldByteCount
      state.heldByteCount = 0
      guard state.byteCount <= bounds.resumeBelow else { return [] }
      defer { state.waitingProducers = [] }
      return state.waitingProducers
    }
  }

  /// What a reader gets now; nil when it has to wait.
  private func nextRead(from state: inout State) -> Result<[Data]?, any Error>? {
    let isEnough =
      state.byteCount - state.heldByteCount >= bounds.minimumRead || state.isFinished
    if isEnough, !state.arrived.isEmpty || !state.outgoing.isEmpty {
      return .success(takeChunks(from: &state))
    }
    return state.isFinished ? Self.end(state.failure) : nil
  }

  private func takeChunks(from state: inout State) -> [Data] {
    if state.outgoing.isEmpty {
      state.outgoing = state.arrived.reversed()
      state.arrived = []
    }
    var taken: [Data] = []
    var takenByteCount = 0
    while takenByteCount < bounds.maximumRead, let chunk = state.outgoing.popLast() {
      let data =
        switch chunk {
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
