import Foundation

/// A file that the command line names and that is to be read.
struct InputFile: Sendable {
  /// The path as it was given.
  let path: String

  var url: URL { URL(fileURLWithPath: path) }
  var name: String { url.lastPathComponent }

  /// Throws if the file is missing or unreadable, which scripts want to tell from everything else
  /// that can be wrong with a request.
  func check() throws {
    guard access(path, R_OK) == 0 else {
      throw Failure(
        .missingInput, kind: "fileSystem", "\(path): \(String(cString: strerror(errno)))")
    }
  }
}
