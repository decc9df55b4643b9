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
    expectedByteCount = answer.head.contentLength ?? answer.call.fileSize.expected
    suggestedFileName = answer.fileName(orElse: nil)?.text
    source = BodyTransfer(answer)
  }

  /// Pieces of your own making, for tests and fakes: read without a pause, and then the error, if
  /// there is one.
  public init(
    _ chunks: some Sequence<Data>, contentType: String? = nil, expectedByteCount: Int64? = nil,
    suggestedFileName: String? = nil, endingIn error: (any Error)? = nil
  ) {
    self.contentType = contentType
    self.expectedByteCount = expectedByteCount
    self.suggestedFileName = suggestedFileName
    source = GivenChunks(chunks, endingIn: error)
  }

  /// Begins to read, or goes on where another iterator stopped.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(source: source)
  }

  /// Reads the pieces in order.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let source: any ChunkSource
    private var chunks: ArraySlice<Data> = []

    fileprivate init(source: any ChunkSource) {
      self.source = source
    }

    /// The next piece, or nil at the end of the file.
    public mutating func next() async throws -> Data? {
      if chunks.isEmpty {
        guard let arrived = try await source.next() else { return nil }
        chunks = arrived[...]
      }
      return chunks.popFirst()
    }
  }
}

/// Where chunks come from. Whoever reads, reads on from where the last one stopped.
private protocol ChunkSource: AnyObject, Sendable {
  /// What has come since the last time; nil at the end.
  func next() async throws -> [Data]?
}

extension BodyTransfer: ChunkSource {}

/// Chunks that are all there already.
private final class GivenChunks: ChunkSource {
  private let chunks: Locked<ArraySlice<Data>>
  private let error: (any Error)?

  init(_ chunks: some Sequence<Data>, endingIn error: (any Error)?) {
    self.chunks = Locked(Array(chunks)[...])
    self.error = error
  }

  func next() throws -> [Data]? {
    if let chunk = chunks.withLock({ $0.popFirst() }) { return [chunk] }
    if let error { throw error }
    return nil
  }
}
