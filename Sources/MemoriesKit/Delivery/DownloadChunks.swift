import Foundation

/// The bytes of a file while it arrives, for callers that pass it on instead of saving it.
///
/// The client buffers unread chunks in constant memory. You can read the chunks once. The transfer
/// ends when you drop the sequence and its iterator, or cancel the reading task, which then gets an
/// error of the kind ``MemoriesError/Kind/cancelled``. When the body ends early, the last read
/// throws.
public struct DownloadChunks: AsyncSequence, Sendable {
  /// A chunk of the file.
  public typealias Element = Data

  /// The content type that the service states.
  public let contentType: String?
  /// The size that the service announced or that you gave. When the chunks do not add up to it, the
  /// last read throws. When it is nil, nobody can tell a truncated file from a complete one; see
  /// ``DownloadedFile/isLengthVerified``.
  public let expectedByteCount: Int64?
  /// The file name that the service suggests, made safe for a file system.
  public let suggestedFileName: String?

  private let source: any ChunkSource

  init(_ answer: IncomingAnswer) {
    contentType = answer.head.headers["Content-Type"]
    expectedByteCount = answer.head.contentLength ?? answer.call.fileSize.expected
    suggestedFileName = answer.fileName(orElse: nil)?.text
    source = BodyTransfer(answer)
  }

  /// Makes a sequence for tests and fakes: it returns the chunks without a pause, and then throws
  /// the error if there is one.
  public init(
    _ chunks: some Sequence<Data>, contentType: String? = nil, expectedByteCount: Int64? = nil,
    suggestedFileName: String? = nil, endingIn error: (any Error)? = nil
  ) {
    self.contentType = contentType
    self.expectedByteCount = expectedByteCount
    self.suggestedFileName = suggestedFileName
    source = GivenChunks(chunks, endingIn: error)
  }

  /// Begins to read, or continues where another iterator stopped.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(source: source)
  }

  /// Reads the chunks in order.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let source: any ChunkSource
    private var chunks: ArraySlice<Data> = []

    fileprivate init(source: any ChunkSource) {
      self.source = source
    }

    /// The next chunk; nil at the end of the file.
    public mutating func next() async throws -> Data? {
      if chunks.isEmpty {
        guard let arrived = try await source.next() else { return nil }
        chunks = arrived[...]
      }
      return chunks.popFirst()
    }
  }
}

/// Where chunks come from. All readers share one position.
private protocol ChunkSource: AnyObject, Sendable {
  /// The chunks that arrived since the last call; nil at the end.
  func next() async throws -> [Data]?
}

extension BodyTransfer: ChunkSource {}

/// Chunks that a test or a fake supplied.
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
