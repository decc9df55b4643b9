import Foundation

/// The body of a request as Apple's systems need it: one end of a pair of streams. A thread fills
/// the other end.
///
/// What the pair has taken is not what has left: its buffer takes the first bytes unasked, before
/// there is a connection. So two counts are kept. What was handed to the pair may leave at any time,
/// also after this side has given up; what the system reports has left for certain.
final class PairedBody: Sendable {
  private struct State {
    /// The end that the task reads from; nil until it was asked for, and after the end.
    var source: InputStream?
    var wasAskedFor = false
    var isOver = false
  }

  private let body: HTTPBody
  private let exchange: Exchange
  private let makePair: StreamPair.Maker
  private let state = Locked(State())
  private let over = DispatchSemaphore(value: 0)

  private static let portion = 256 << 10

  init(_ body: HTTPBody, of exchange: Exchange, makePair: @escaping StreamPair.Maker) {
    self.body = body
    self.exchange = exchange
    self.makePair = makePair
  }

  /// The stream for the task, and from now on a thread that fills it.
  ///
  /// It can be had once. Foundation asks again when it wants to send the request again, and this
  /// client must not, because the service may have accepted the first one.
  func stream() -> InputStream? {
    let isFirst = state.withLock { state in
      defer { state.wasAskedFor = true }
      return !state.wasAskedFor && !state.isOver
    }
    guard isFirst else {
      exchange.abort(
        Self.failure(
          "the connection was lost after the request had begun, and it is not sent again"))
      return nil
    }
    guard let pair = makePair({ [exchange] in exchange.didSendBody($0) }) else {
      body.close()
      exchange.abort(Self.failure("the system made no streams for the body"))
      return nil
    }
    state.withLock { $0.source = pair.source }
    // From here on only the thread uses this end.
    nonisolated(unsafe) let sink = pair.sink
    Thread.detachNewThread { self.fill(sink) }
    return pair.source
  }

  /// The task is over, whether it ever asked for the stream or not.
  func end() {
    let (source, wasAskedFor) = state.withLock { state in
      defer {
        state.isOver = true
        state.source = nil
      }
      return (state.source, state.wasAskedFor)
    }
    // A thread that waits for room in the pair gets none, and an error in its place.
    source?.close()
    over.signal()
    if !wasAskedFor { body.close() }
  }

  private func fill(_ sink: any BodySink) {
    sink.open()
    if !write(to: sink) {
      // An end now would look like that of a short body, which some servers take for a whole one. So
      // the task has to end first.
      sink.abandon()
      over.wait()
    }
    sink.close()
    body.close()
  }

  /// Returns whether the whole body was handed over.
  private func write(to sink: any BodySink) -> Bool {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.portion, alignment: 16)
    defer { buffer.deallocate() }
    do {
      while case let count = try body.read(buffer), count > 0 {
        guard exchange.willHandOver(count) else { return false }
        var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        while !rest.isEmpty {
          let written = sink.write(rest)
          // The other end is closed, so the task is over.
          guard written > 0, !exchange.isAborted else { return false }
          rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
        }
      }
      return true
    } catch {
      exchange.abort(TransportFailure.body(error))
      return false
    }
  }

  private static func failure(_ reason: String) -> TransportFailure {
    .connection(code: URLError.Code.networkConnectionLost.rawValue, reason: reason)
  }
}

/// Two streams, of which one reads what is written to the other.
package struct StreamPair {
  /// Makes a pair. A pair that knows what was read from it reports the sum; for others the system
  /// does.
  package typealias Maker =
    @Sendable (_ didRead: @escaping @Sendable (Int64) -> Void) -> StreamPair?

  let source: InputStream
  let sink: any BodySink

  package init(source: InputStream, sink: any BodySink) {
    self.source = source
    self.sink = sink
  }
}

/// The end of a pair that is written to. It is a protocol so that tests can do without the system's
/// own pairs.
package protocol BodySink {
  func open()
  /// Waits until some of the bytes found room, and returns how many; not more than 0 when the other
  /// end is closed.
  func write(_ bytes: UnsafeRawBufferPointer) -> Int
  /// Nothing more will come, but the task has not ended yet.
  func abandon()
  func close()
}
