import Foundation

#if canImport(Darwin)
/// A request's body as Apple's systems want it: one end of a pair of bound streams, whose other end
/// a thread of its own fills. The system's send buffer paces the thread.
///
/// Written from documentation; not yet run.
enum BoundBody {
  private static let bufferSize = 256 << 10

  /// The stream to put into a request. It is vended once: a request that Foundation wants to send
  /// again must fail, because it may have been accepted.
  static func stream(for body: HTTPBody, of exchange: Exchange) -> InputStream? {
    var input: InputStream?
    var output: OutputStream?
    Stream.getBoundStreams(
      withBufferSize: bufferSize, inputStream: &input, outputStream: &output)
    guard let input, let output else { return nil }
    // The thread is the only user of the output stream from here on.
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
      var isFirst = true
      while case let count = try body.read(buffer), count > 0 {
        var offset = 0
        while offset < count {
          guard let start = buffer.baseAddress, exchange.willSendBody() else { return }
          let written = sink.write(
            (start + offset).assumingMemoryBound(to: UInt8.self), maxLength: count - offset)
          // The other end was closed: the exchange is over.
          guard written > 0 else { return }
          // The first buffer fits without anybody having asked for it, so it proves nothing.
          if !isFirst { exchange.didSend(written) }
          offset += written
        }
        if isFirst { exchange.didSend(count) }
        isFirst = false
      }
    } catch {
      exchange.abort(TransportFailure.body(error))
    }
  }
}
#endif
