#if canImport(Glibc)
import Dispatch

/// The body of a request, as libcurl asks for it. Only the thread of the loop uses it.
///
/// What is in memory goes straight into libcurl's buffer. For the rest libcurl has to pause: a slow
/// disk must hold up no other transfer, so a queue reads the piece, and the loop brings it here.
final class LibcurlBody {
  private let body: HTTPBody
  /// Passes on a piece that the queue has read.
  private let deliver: @Sendable (Result<[UInt8], any Error>) -> Void
  private lazy var queue = DispatchQueue(label: "MemoriesKit.reading")
  /// What the queue has read and libcurl has not taken.
  private var piece: Result<ArraySlice<UInt8>, any Error>?
  /// Whether libcurl pauses because the queue reads.
  private(set) var isReading = false
  private var readByteCount: Int64 = 0
  /// Whether libcurl has asked for the body.
  private(set) var wasRead = false

  init(_ body: HTTPBody, deliver: @escaping @Sendable (Result<[UInt8], any Error>) -> Void) {
    self.body = body
    self.deliver = deliver
  }

  var isAtEnd: Bool { readByteCount == body.length }

  /// Fills the buffer as far as it can, and returns the byte count: 0 only when there is no more.
  /// Returns nil when a piece has to be read first.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int? {
    wasRead = true
    guard !isReading else { return nil }
    let count = try fillFromPiece(buffer) ?? fillIfReady(buffer)
    guard let count else {
      readPiece(of: buffer.count)
      return nil
    }
    readByteCount += Int64(count)
    return count
  }

  private func fillFromPiece(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int? {
    guard let bytes = try piece?.get() else { return nil }
    let count = min(bytes.count, buffer.count)
    buffer.copyBytes(from: bytes.prefix(count))
    piece = count < bytes.count ? .success(bytes.dropFirst(count)) : nil
    return count
  }

  private func fillIfReady(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int? {
    guard !isAtEnd, let readIfReady = body.readIfReady else { return try body.read(buffer) }
    return try readIfReady(buffer)
  }

  private func readPiece(of size: Int) {
    isReading = true
    queue.async { [body, deliver] in
      deliver(
        Result {
          try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = try body.read(UnsafeMutableRawBufferPointer(buffer))
          }
        })
    }
  }

  /// The queue has read a piece.
  func didRead(_ piece: Result<[UInt8], any Error>) {
    isReading = false
    self.piece = piece.map { $0[...] }
  }

  /// Closes the files. While the queue reads, they stay open, and the loop closes them afterwards.
  func close() {
    if !isReading { body.close() }
  }
}
#endif
