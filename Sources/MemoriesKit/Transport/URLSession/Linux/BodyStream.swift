import Foundation

#if !canImport(Darwin)
/// The body of a request as Foundation on Linux needs it: an input stream. The sending thread asks
/// it for as many bytes as fit, and it reads them straight from the file.
///
/// Apple's systems accept no subclass of `InputStream` here; see `BoundBody`.
final class BodyStream: InputStream {
  private let body: HTTPBody
  private let exchange: Exchange
  private var remaining: Int64
  private var status = Stream.Status.notOpen
  private var failure: (any Error)?

  init(_ body: HTTPBody, for exchange: Exchange) {
    self.body = body
    self.exchange = exchange
    remaining = body.length
    super.init(data: Data())
  }

  override func open() { status = .open }

  override func close() {
    guard status != .closed else { return }
    status = .closed
    body.close()
  }

  override var streamStatus: Stream.Status { status }
  override var streamError: (any Error)? { failure }

  // Foundation takes `false` for the end of the body. So a stream with an error says `true` and
  // then fails.
  override var hasBytesAvailable: Bool { failure != nil || remaining > 0 || exchange.isAborted }

  override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength: Int) -> Int {
    guard status == .open, failure == nil, exchange.willSendBody(0) else { return -1 }
    do {
      let count = try body.read(UnsafeMutableRawBufferPointer(start: buffer, count: maxLength))
      remaining -= Int64(count)
      return exchange.willSendBody(count) ? count : -1
    } catch {
      // The connection must break, because the server would wait for the promised rest.
      failure = error
      status = .error
      exchange.abort(TransportFailure.body(error))
      return -1
    }
  }

  override func getBuffer(
    _ buffer: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>,
    length: UnsafeMutablePointer<Int>
  ) -> Bool { false }
  override func property(forKey key: Stream.PropertyKey) -> AnyObject? { nil }
  override func setProperty(_ property: AnyObject?, forKey key: Stream.PropertyKey) -> Bool {
    false
  }
  override func schedule(in runLoop: RunLoop, forMode mode: RunLoop.Mode) {}
  override func remove(from runLoop: RunLoop, forMode mode: RunLoop.Mode) {}
}
#endif
