import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Reads the body of a request in pieces, from data or a stream, and keeps only its beginning.
struct BodyCapture {
  let limit: Int
  private(set) var kept = Data()
  private(set) var length: Int64 = 0

  init(limit: Int) {
    self.limit = limit
  }

  var recorded: RecordedBody { RecordedBody(keeping: kept, of: length) }

  /// Reads the whole body, and passes each piece to `consume`.
  mutating func read(
    _ request: URLRequest, consume: (Data) throws -> Void = { _ in }
  ) throws {
    if let body = request.httpBody {
      try take(body, consume)
    } else if let stream = request.httpBodyStream {
      try read(stream, consume)
    }
  }

  private mutating func read(_ stream: InputStream, _ consume: (Data) throws -> Void) throws {
    if stream.streamStatus == .notOpen { stream.open() }
    defer { stream.close() }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = stream.read(&buffer, maxLength: buffer.count)
      if count < 0 {
        throw stream.streamError ?? ReplayFailure("The body of the request could not be read.")
      }
      if count == 0 { return }
      try take(Data(buffer[..<count]), consume)
    }
  }

  private mutating func take(_ piece: Data, _ consume: (Data) throws -> Void) throws {
    length += Int64(piece.count)
    kept.append(piece.prefix(max(0, limit - kept.count)))
    try consume(piece)
  }
}
