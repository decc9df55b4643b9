import Foundation

#if canImport(Darwin)
/// The body of a request as Apple's systems need it: one end of a pair of bound streams. A thread
/// fills the other end, and the send buffer of the system paces it.
///
/// Written from documentation; nobody has run it yet.
enum BoundBody {
  private static let bufferSize = 256 << 10

  /// The stream for a request. It can be used once: when Foundation wants to send the request
  /// again, the request must fail, because the service may have accepted it.
  static func stream(for body: HTTPBody, of exchange: Exchange) -> InputStream? {
    var input: InputStream?
    var output: OutputStream?
    Stream.getBoundStreams(
      withBufferSize: bufferSize, inputStream: &input, outputStream: &output)
    guard let input, let output else { return nil }
    // From here on only the thread uses the output stream.
    nonisolated(unsafe) let sink = output
    Thread.detachNewThread { fill(sink, from: body, of: exchange) }
    return input
  }

  private static func fill(_ sink: OutputStream, from body: HTTPBody, of exchange: Exchange) {
    defer {
      sink.close()
      body.close()
    }
    sink.open()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 16)
    defer { buffer.deallocate() }
    do {
      while case let count = try body.read(buffer), count > 0 {
        guard exchange.willSendBody(count) else { return }
        var offset = 0
        while offset < count {
          guard let start = buffer.baseAddress, !exchange.isAborted else { return }
          let written = sink.write(
            (start + offset).assumingMemoryBound(to: UInt8.self), maxLength: count - offset)
          // The other end is closed, so the exchange is over.
          guard written > 0 else { return }
          exchange.noteActivity()
          offset += written
        }
      }
    } catch {
      exchange.abort(TransportFailure.body(error))
    }
  }
}
#endif
