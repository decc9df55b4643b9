import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// An upload as the documentation of `URLSession` teaches it.
struct UploadFromFile: Program {
  let base: URL
  let file: URL

  func run() async throws -> Done {
    let (_, response) = try await URLSession.shared.upload(
      for: RawSession.upload(to: base), fromFile: file)
    try RawSession.check(response)
    return Done()
  }
}

/// An upload of the shape that the library's have, and nothing else: the floor of what
/// `URLSession` costs.
struct UploadFromStream: Program {
  let base: URL
  let file: URL

  func run() async throws -> Done {
    let stream = try FileStream(file)
    var request = RawSession.upload(to: base)
    request.setValue(String(stream.length), forHTTPHeaderField: "Content-Length")
    // Foundation would chunk a stream; a blank makes libcurl leave that out.
    request.setValue(" ", forHTTPHeaderField: "Transfer-Encoding")
    request.httpBodyStream = stream
    try await WaitingDelegate().send(request, on: InlineQueue())
    return Done()
  }
}

/// A body that is read from a file piece by piece as libcurl asks for it.
private final class FileStream: InputStream {
  let length: Int64
  private let handle: FileHandle
  private var offset: Int64 = 0

  init(_ file: URL) throws {
    handle = try FileHandle(forReadingFrom: file)
    length = Int64(try handle.seekToEnd())
    super.init(data: Data())
  }

  override func open() {}
  override func close() {}
  override var hasBytesAvailable: Bool { offset < length }

  override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength: Int) -> Int {
    let count = pread(handle.fileDescriptor, buffer, maxLength, off_t(offset))
    offset += Int64(count)
    return count
  }
}
