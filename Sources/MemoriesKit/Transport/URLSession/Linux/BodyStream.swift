import Foundation

#if !canImport(Darwin)
/// A request's body as Foundation on Linux wants it: an input stream that is asked, on the thread
/// that sends, for as much as fits. The answer comes straight from the file.
///
/// Apple's systems do not accept a subclass here; see `BoundBody`.
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

  // Foundation takes `false` for the end of the body, so an error must say `true` and then fail.
  override var hasBytesAvailable: Bool { failure != nil || remaining > 0 || exchange.isAborted }

  override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength: Int) -> Int {
    guard status == .open, failure == nil, exchange.willSendBody() else { return -1 }
    do {
      exchange.didSend(0)
      let count = try body.read(UnsafeMutableRawBufferPointer(start: buffer, count: maxLength))
      remaining -= Int64(count)
      exchange.didSend(count)
      return count
    } catch {
      // The connection must break: a server that was promised more would wait for it.
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
