import Foundation

/// A file that the command line names as input.
struct InputFile: Sendable {
  /// The path from the command line.
  let path: String

  var url: URL { URL(fileURLWithPath: path) }
  var name: String { url.lastPathComponent }

  /// Throws if the file is missing or unreadable. Scripts want to distinguish this from other
  /// problems with a request.
  func check() throws {
    guard access(path, R_OK) == 0 else {
      throw Failure(
        .missingInput, kind: "fileSystem", "\(path): \(String(cString: strerror(errno)))")
    }
  }
}
