import Foundation

/// The files in `Tests/Fixtures`.
package enum Fixture {
  package static func url(_ name: String) -> URL {
    URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures").appendingPathComponent(name)
  }

  package static func data(_ name: String) throws -> Data {
    try Data(contentsOf: url(name))
  }
}
