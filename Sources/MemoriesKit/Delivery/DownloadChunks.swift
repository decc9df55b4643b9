import Foundation

/// A file as it comes in, piece by piece, for those who pass it on instead of saving it.
///
/// What is not taken waits, in constant memory. The pieces can be read once; letting go of the
/// sequence and its iterator ends the transfer, and so does cancelling the task that reads, which
/// then gets an error of the kind ``MemoriesError/Kind/cancelled``. A body that ends early throws,
/// as the last thing.
public struct DownloadChunks: AsyncSequence, Sendable {
  /// A piece of the file.
  public typealias Element = Data

  /// What the service says the file is.
  public let contentType: String?
  /// The size that the service announces, or that you gave; pieces that do not add up to it throw.
  /// Where it is nil, pieces that were cut short may pass for a whole file; see
  /// ``DownloadedFile/isLengthVerified``.
  public let expectedByteCount: Int64?
  /// The name that the service suggests, made safe for a disk.
  public let suggestedFileName: String?

  private let source: any ChunkSource

  init(_ answer: IncomingAnswer) {
    contentType = answer.head.headers["Content-Type"]
    expectedByteCount = answer.head.contentLength ?? answer.order.fileSize.expected
    suggestedFileName = answer.fileName(orElse: nil)?.text
    source = Transfer(answer)
  }

  /// Pieces of your own making, for tests and fakes: read without a pause, and then the error, if
  /// there is one.
  public init(
    _ pieces: some Sequence<Data>, contentType: String? = nil, expectedByteCount: Int64? = nil,
    suggestedFileName: String? = nil, endingIn error: (any Error)? = nil
  ) {
    self.contentType = contentType
    self.expectedByteCount = expectedByteCount
    self.suggestedFileName = suggestedFileName
    source = GivenChunks(pieces, endingIn: error)
  }

  /// Begins to read, or goes on where another iterator stopped.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(source: source)
  }

  /// Reads the pieces in order.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let source: any ChunkSource
    private var pieces: ArraySlice<Data> = []

    fileprivate init(source: any ChunkSource) {
      self.source = source
    }

    /// The next piece, or nil at the end of the file.
    public mutating func next() async throws -> Data? {
      if pieces.isEmpty {
        guard let arrived = try await source.next() else { return nil }
        pieces = arrived[...]
      }
      return pieces.popFirst()
    }
  }

  /// Ends the exchange when nobody can read from it any more.
  private final class Transfer: ChunkSource {
    private let answer: IncomingAnswer
    private let state = Locked(State())

    private struct State {
      var byteCount: Int64 = 0
      /// What ended the reading; there is nothing else to say to those who come back.
      var failure: (any Error)?
    }

    init(_ answer: IncomingAnswer) {
      self.answer = answer
    }

    deinit {
      answer.exchange.abort(CancellationError())
      answer.order.call?.end(.cancelled)
    }

    func next() async throws -> [Data]? {
      if let failure = state.withLock({ $0.failure }) { throw failure }
      do {
        // The time that the reader took for the last pieces is no stall of the connection.
        answer.exchange.noteActivity()
        let pieces = try await answer.watching { try await answer.exchange.next() }
        guard let pieces else {
          try answer.checkEnd(state.withLock { $0.byteCount })
          answer.order.call?.end(.succeeded)
          return nil
        }
        let count = pieces.reduce(0) { $0 + Int64($1.count) }
        let byteCount = state.withLock {
          $0.byteCount += count
          return $0.byteCount
        }
        try answer.checkGrowth(byteCount)
        return pieces
      } catch {
        answer.exchange.abort(CancellationError())
        let failure = answer.order.ending(in: answer.failure(error))
        answer.order.call?.end(throwing: failure)
        state.withLock { $0.failure = failure }
        throw failure
      }
    }
  }
}

/// Where chunks come from. Whoever reads, reads on from where the last one stopped.
private protocol ChunkSource: AnyObject, Sendable {
  /// What has come since the last time; nil at the end.
  func next() async throws -> [Data]?
}

/// Chunks that are all there already.
private final class GivenChunks: ChunkSource {
  private let pieces: Locked<ArraySlice<Data>>
  private let error: (any Error)?

  init(_ pieces: some Sequence<Data>, endingIn error: (any Error)?) {
    self.pieces = Locked(Array(pieces)[...])
    self.error = error
  }

  func next() throws -> [Data]? {
    if let piece = pieces.withLock({ $0.popFirst() }) { return [piece] }
    if let error { throw error }
    return nil
  }
}
