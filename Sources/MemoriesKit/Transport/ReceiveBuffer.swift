import Foundation

/// The bytes of a body that have arrived and that the reader has not taken.
///
/// Adding bytes never blocks. `append` tells the producer when the buffer is full; the producer
/// then stops, and gets a callback when there is room. The engine chooses the limits, because they
/// depend on how quickly it can stop and continue.
final class ReceiveBuffer: Sendable {
  /// How much the buffer holds, and in what portions it passes that on.
  ///
  /// With these sizes 64 downloads at once stay below 80 MiB, and the producer goes on while the
  /// reader writes. Larger ones make a single download hardly faster.
  struct Bounds: Sendable {
    /// The buffer is full from this size on.
    var capacity = 768 << 10
    /// Once full, the buffer has room again when it is down to this size.
    var resumeBelow = 640 << 10
    /// The most bytes that one read returns.
    var maximumRead = 512 << 10
    /// The fewest bytes for which a waiting reader wakes, unless the body ends first. Waking it for
    /// every 16 KiB would only cost thread changes. Not above `resumeBelow`, or both sides might
    /// wait.
    var minimumRead = 256 << 10
    /// The size up to which small chunks are joined, because few large writes suit a disk. More
    /// would cost: for a whole megabyte Linux takes its memory in large blocks, which are cold or,
    /// in a virtual machine, not even mapped. Copying into them took up to ten times as long.
    var joinedSize = 128 << 10
  }

  private enum Chunk {
    /// A chunk as it arrived.
    case single(Data)
    /// Several chunks, copied into one block of memory.
    case joined(PagePool.Pages, count: Int)
  }

  private struct State {
    var arrived: [Chunk] = []
    /// The chunks from before `arrived`, in reverse order, so that taking one from the end frees it
    /// at once.
    var outgoing: [Chunk] = []
    /// The bytes in this buffer, plus those that the reader took last and may still hold.
    var byteCount = 0
    var heldByteCount = 0
    var isFinished = false
    var failure: (any Error)?
    /// The waiting readers in order. There should be one, but nothing enforces that.
    var readers: [CheckedContinuation<[Data]?, any Error>] = []
    /// The producers that wait for room.
    var waitingProducers: [@Sendable () -> Void] = []
  }

  private let bounds: Bounds
  private let pool: PagePool
  private let state = Locked(State())

  init(_ bounds: Bounds = Bounds()) {
    self.bounds = bounds
    pool = PagePool(size: bounds.joinedSize)
  }

  /// Adds a chunk, and returns whether there is room for another. After the end the buffer drops
  /// every chunk, so there always is.
  @discardableResult
  func append(_ chunk: Data) -> Bool {
    chunk.withUnsafeBytes { add($0) { chunk } }
  }

  /// Adds a copy of the bytes.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    add(bytes) { Data(bytes) }
  }

  /// - Parameter chunk: The bytes as a chunk of their own, for when they are not copied.
  private func add(_ bytes: UnsafeRawBufferPointer, as chunk: () -> Data) -> Bool {
    let (hasRoom, reader, result) = state.withLock { state in
      guard !state.isFinished else { return (true, nil, nil) as Added }
      store(bytes, as: chunk, in: &state)
      state.byteCount += bytes.count
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

  /// Calls `resume` once, as soon as the reader has taken enough or wants nothing more.
  func whenThereIsRoom(_ resume: @escaping @Sendable () -> Void) {
    let isNow = state.withLock { state in
      if state.isFinished || state.byteCount <= bounds.resumeBelow { return true }
      state.waitingProducers.append(resume)
      return false
    }
    if isNow { resume() }
  }

  /// Joins small chunks, which arrive 16 KiB at a time, so that the disk gets larger writes. The
  /// first chunk stays as it is, because most answers have no second.
  private func store(
    _ bytes: UnsafeRawBufferPointer, as chunk: () -> Data, in state: inout State
  ) {
    if case .joined(let pages, let count) = state.arrived.last, count + bytes.count <= pool.size {
      UnsafeMutableRawBufferPointer(start: pages.start + count, count: bytes.count)
        .copyMemory(from: bytes)
      state.arrived[state.arrived.count - 1] = .joined(pages, count: count + bytes.count)
    } else if !state.arrived.isEmpty, bytes.count <= pool.size, let pages = pool.take() {
      UnsafeMutableRawBufferPointer(start: pages.start, count: bytes.count).copyMemory(from: bytes)
      state.arrived.append(.joined(pages, count: bytes.count))
    } else {
      state.arrived.append(.single(chunk()))
    }
  }

  /// Ends the body. The reader can still take what is here.
  func finish(_ failure: (any Error)?) {
    end(failure, dropping: false)
  }

  /// Drops the body, because nobody wants it any more.
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
      // A reader may now get what was too little to wake it for; every other reader gets the end.
      let readers = state.readers.map { ($0, nextRead(from: &state) ?? Self.end(failure)) }
      state.readers = []
      defer { state.waitingProducers = [] }
      return (readers, state.waitingProducers)
    }
    for (reader, result) in readers { reader.resume(with: result) }
    for resume in waitingProducers { resume() }
  }

  /// Waits for the next chunks and returns them; nil at the end.
  func next() async throws -> [Data]? {
    // Make room first. Otherwise this call may wait for bytes that a producer holds back until there
    // is room.
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

  /// Frees what the reader took last, because a reader that comes back is done with it. Returns the
  /// producers that may continue.
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
