import Foundation

extension URL {
  /// The path for system calls; throws when the URL does not name a local file.
  ///
  /// A path with a NUL is refused too: a system call would stop at it and use another file.
  func localPath() throws(FileFailure) -> String {
    let path = absoluteURL.path
    guard isFileURL, !path.isEmpty, !path.utf8.contains(0) else {
      throw FileFailure(.open, isFileURL ? path : absoluteString, .notLocal)
    }
    return path
  }
}
