import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A request to pass on, and its recording.
///
/// A body can be read only once. So this reads it and sends a copy: from memory if it is short
/// enough to record, else from a temporary file.
struct OutgoingRequest: Sendable {
  let request: URLRequest
  let recorded: RecordedRequest
  /// The temporary file of a long body, until `removeFile()`.
  private let file: URL?

  init(_ original: URLRequest, limit: Int) throws {
    var body = BodyCapture(limit: limit)
    let spool = Spool(limit: limit)
    do {
      try body.read(original, consume: spool.take)
    } catch {
      spool.remove()
      throw error
    }
    recorded = RecordedRequest(
      original, body: body.recorded, routedBy: RecorderProtocol.tokenHeader)
    file = spool.file
    request = Self.copy(of: original, body: body, file: spool.file)
  }

  func removeFile() {
    if let file { try? FileManager.default.removeItem(at: file) }
  }

  private static func copy(of original: URLRequest, body: BodyCapture, file: URL?) -> URLRequest {
    var request = original
    request.setValue(nil, forHTTPHeaderField: RecorderProtocol.tokenHeader)
    request.setValue(nil, forHTTPHeaderField: "Content-Length")
    request.setValue(nil, forHTTPHeaderField: "Transfer-Encoding")
    if let file {
      request.httpBodyStream = InputStream(url: file)
      request.setValue("\(body.length)", forHTTPHeaderField: "Content-Length")
      #if !canImport(Darwin)
      // Without this header, Foundation on Linux sends both chunks and a length, which is invalid
      // HTTP.
      request.setValue(" ", forHTTPHeaderField: "Transfer-Encoding")
      #endif
    } else if original.httpBody != nil || original.httpBodyStream != nil {
      request.httpBody = body.kept
    }
    return request
  }
}

/// Collects a body in memory, and in a file once it is too long.
private final class Spool {
  private let limit: Int
  private var beginning = Data()
  private var handle: FileHandle?
  private(set) var file: URL?

  init(limit: Int) {
    self.limit = limit
  }

  func take(_ piece: Data) throws {
    if let handle { return try handle.write(contentsOf: piece) }
    beginning.append(piece)
    guard beginning.count > limit else { return }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("MemoriesKit-recording-\(UUID().uuidString)")
    try beginning.write(to: file, options: .withoutOverwriting)
    self.file = file
    beginning = Data()
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    self.handle = handle
  }

  func remove() {
    if let file { try? FileManager.default.removeItem(at: file) }
  }
}
