import Foundation
import MemoriesKitTesting
import XCTest

/// A test with a sandbox that is stopped afterwards.
class SandboxTestCase: XCTestCase {
  func withSandbox(
    _ change: (inout Sandbox.Settings) -> Void = { _ in },
    _ body: (Sandbox) async throws -> Void
  ) async throws {
    var settings = Sandbox.Settings()
    change(&settings)
    let sandbox = try await Sandbox.start(settings)
    do {
      try await body(sandbox)
    } catch {
      await sandbox.stop()
      throw error
    }
    await sandbox.stop()
  }
}

extension Sandbox {
  /// A URL of an added route, as curl wants it.
  func url(_ path: String) -> String { url.absoluteString + path }

  /// A URL of Visual Search.
  func search(_ path: String) -> String { visualSearchURL.absoluteString + path }

  /// A URL of Visual Intelligence.
  func intelligence(_ path: String) -> String { visualIntelligenceURL.absoluteString + path }

  /// The arguments that make curl send the key.
  var authorization: [String] { ["-H", "Authorization: \(apiKey)"] }
}
