import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A download as the documentation of `URLSession` teaches it.
struct DownloadToFile: Program {
  let base: URL
  let folder: URL

  func run() async throws -> Done {
    let (file, response) = try await URLSession.shared.download(
      for: RawSession.download(from: base))
    try RawSession.check(response)
    try FileManager.default.moveItem(at: file, to: folder.appendingPathComponent("0.mp4"))
    return Done()
  }
}

/// A download with a delegate on an ordinary queue, which writes each piece as it comes.
struct DownloadByDelegate: Program {
  let base: URL
  let folder: URL
  var bytesPerSecond: Int64?

  func run() async throws -> Done {
    let disk = SlowDisk(bytesPerSecond)
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    let writer = try FileWriter(folder.appendingPathComponent("0.mp4"))
    try await writer.send(RawSession.download(from: base), on: queue)
    try disk.check(folder)
    return Done()
  }
}

/// A download of the shape that the library's have, and nothing else: the floor of what
/// `URLSession` costs.
struct DownloadInline: Program {
  let base: URL
  let folder: URL
  var bytesPerSecond: Int64?

  func run() async throws -> Done {
    let disk = SlowDisk(bytesPerSecond)
    let writer = try FileWriter(folder.appendingPathComponent("0.mp4"))
    try await writer.send(RawSession.download(from: base), on: InlineQueue())
    try disk.check(folder)
    return Done()
  }
}

/// Writes what comes straight to a file.
private final class FileWriter: WaitingDelegate, @unchecked Sendable {
  // Unchecked only because the superclass is; the descriptor never changes.
  private let descriptor: Int32

  init(_ file: URL) throws {
    descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure("\(file.path): \(lastError())") }
  }

  override func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data
  ) {
    let count = data.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    // A figure for a file that was not written would be worse than none.
    if count != data.count { settle(.failure(Failure("write: \(lastError())"))) }
  }
}
