import Foundation
import MemoriesKit

/// Pairs of streams with the habits of Apple's, for any system: a buffer takes the first bytes
/// unasked, writing waits for room, and reading for bytes.
package enum FakePair {
  package static let make: StreamPair.Maker = { didRead in
    let buffer = PairBuffer(didRead: didRead)
    return StreamPair(source: PairSource(buffer), sink: PairSink(buffer: buffer))
  }
}

private final class PairBuffer: @unchecked Sendable {
  // Unchecked: everything below is used only while `condition` is locked.
  private let condition = NSCondition()
  private var content = Data()
  private var readCount: Int64 = 0
  private var isSinkClosed = false
  private var isSourceClosed = false
  private var isAbandoned = false
  private let didRead: @Sendable (Int64) -> Void

  private static let capacity = 256 << 10

  init(didRead: @escaping @Sendable (Int64) -> Void) {
    self.didRead = didRead
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    condition.lock()
    defer { condition.unlock() }
    while content.count >= Self.capacity, !isSourceClosed { condition.wait() }
    guard !isSourceClosed else { return -1 }
    let count = min(bytes.count, Self.capacity - content.count)
    content.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    condition.broadcast()
    return count
  }

  func read(_ buffer: UnsafeMutablePointer<UInt8>, _ maximum: Int) -> Int {
    condition.lock()
    while content.isEmpty, !isSinkClosed, !isSourceClosed, !isAbandoned { condition.wait() }
    if isAbandoned {
      condition.unlock()
      return -1
    }
    let count = isSourceClosed ? 0 : min(maximum, content.count)
    content.copyBytes(to: buffer, count: count)
    // A new value, because what a slice has left behind would stay in memory.
    content = Data(content.dropFirst(count))
    readCount += Int64(count)
    let total = readCount
    condition.broadcast()
    condition.unlock()
    if count > 0 { didRead(total) }
    return count
  }

  var isAtEnd: Bool {
    condition.lock()
    defer { condition.unlock() }
    return isSourceClosed || isSinkClosed && content.isEmpty
  }

  func abandon() {
    condition.lock()
    isAbandoned = true
    condition.broadcast()
    condition.unlock()
  }

  func closeSink() {
    condition.lock()
    isSinkClosed = true
    condition.broadcast()
    condition.unlock()
  }

  func closeSource() {
    condition.lock()
    isSourceClosed = true
    content = Data()
    condition.broadcast()
    condition.unlock()
  }
}

private struct PairSink: BodySink {
  let buffer: PairBuffer

  func open() {}
  func write(_ bytes: UnsafeRawBufferPointer) -> Int { buffer.write(bytes) }
  // Foundation on Linux reads on the one thread that would have to end the task.
  func abandon() { buffer.abandon() }
  func close() { buffer.closeSink() }
}

private final class PairSource: InputStream {
  private let buffer: PairBuffer
  private var status = Status.notOpen

  init(_ buffer: PairBuffer) {
    self.buffer = buffer
    super.init(data: Data())
  }

  override func open() { status = .open }

  override func close() {
    status = .closed
    buffer.closeSource()
  }

  override var streamStatus: Status { status }
  override var streamError: (any Error)? { nil }
  override var hasBytesAvailable: Bool { !buffer.isAtEnd }

  override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength: Int) -> Int {
    self.buffer.read(buffer, maxLength)
  }

  override func getBuffer(
    _ buffer: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>,
    length: UnsafeMutablePointer<Int>
  ) -> Bool { false }
  override func property(forKey key: PropertyKey) -> AnyObject? { nil }
  override func setProperty(_ property: AnyObject?, forKey key: PropertyKey) -> Bool { false }
  override func schedule(in runLoop: RunLoop, forMode mode: RunLoop.Mode) {}
  override func remove(from runLoop: RunLoop, forMode mode: RunLoop.Mode) {}
}
