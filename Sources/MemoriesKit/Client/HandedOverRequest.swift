import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A request that somebody else sends, such as a session of the system in the background.
public struct HandedOverRequest: Sendable {
  /// The request without its body. It has the key in its header fields, so keep it to yourself.
  public let request: URLRequest
  /// The file with the body; nil when the request has none.
  public let bodyFile: URL?
  /// What it takes to look for an upload whose answer is lost; nil for other requests. Keep it, for
  /// instance as JSON, because the file may be gone when the answer comes.
  public let lostUpload: LostUpload?

  /// Removes the file with the body; does nothing when it is gone.
  public func removeBody() throws(FileFailure) {
    guard let bodyFile else { return }
    let path = try bodyFile.localPath()
    guard unlink(path) == 0 || errno == ENOENT else {
      throw FileFailure(.remove, path, errorNumber: errno)
    }
  }
}
