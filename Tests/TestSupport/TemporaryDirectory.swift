import Foundation

/// A fresh directory for one test, removed by `remove()`.
package struct TemporaryDirectory: Sendable {
  package let url: URL

  package init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("MemoriesKit-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  package func remove() {
    try? FileManager.default.removeItem(at: url)
  }

  /// The names of everything in the directory, sorted; hidden files included.
  package func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
  }

  /// Writes a file into the directory and returns where it is.
  @discardableResult
  package func write(_ data: Data, named name: String) throws -> URL {
    let file = url.appendingPathComponent(name)
    try data.write(to: file)
    return file
  }
}
