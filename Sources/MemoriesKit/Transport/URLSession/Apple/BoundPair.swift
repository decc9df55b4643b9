import Foundation

#if canImport(Darwin)
extension StreamPair {
  /// A pair of the system.
  static let bound: Maker = { _ in
    var input: InputStream?
    var output: OutputStream?
    Stream.getBoundStreams(
      withBufferSize: 256 << 10, inputStream: &input, outputStream: &output)
    guard let input, let output else { return nil }
    return StreamPair(source: input, sink: BoundSink(output: output))
  }
}

private struct BoundSink: BodySink {
  let output: OutputStream

  func open() { output.open() }

  func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard let start = bytes.baseAddress else { return 0 }
    return output.write(start.assumingMemoryBound(to: UInt8.self), maxLength: bytes.count)
  }

  // The reading end is the system's, and waits on no thread that others need.
  func abandon() {}

  func close() { output.close() }
}
#endif
