import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// A test with a sandbox that is stopped, and a folder that is removed, afterwards.
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

  /// A sandbox, and a client of it.
  func withSandboxAndClient(
    _ change: (inout Sandbox.Settings) -> Void = { _ in },
    _ body: (Sandbox, MemoriesClient) async throws -> Void
  ) async throws {
    try await withSandbox(change) { sandbox in
      let client = try MemoriesClient(
        apiKey: APIKey(sandbox.apiKey), configuration: .sandbox(sandbox), environment: [:])
      try await body(sandbox, client)
    }
  }

  /// A file that exists during the test.
  func file(_ name: String, _ content: Data) throws -> URL {
    let directory = try TemporaryDirectory()
    addTeardownBlock { directory.remove() }
    return try directory.write(content, named: name)
  }
}

extension Sandbox {
  /// A URL of an added route, as curl wants it.
  func url(_ path: String) -> String { url.absoluteString + path }

  /// Calls Visual Search with curl and the key.
  func search(_ path: String, _ arguments: String...) throws -> Curl.Result {
    try call(visualSearchURL.absoluteString + path, arguments)
  }

  /// Calls Visual Intelligence with curl and the key.
  func intelligence(_ path: String, _ arguments: String...) throws -> Curl.Result {
    try call(visualIntelligenceURL.absoluteString + path, arguments)
  }

  /// Uploads a file to Visual Search with curl and returns the envelope.
  func upload(_ file: URL, _ arguments: String...) throws -> [String: Any] {
    let form = ["-F", "file=@\(file.path);type=video/mp4"] + arguments
    return try call(visualSearchURL.absoluteString + "/upload", form).json()
  }

  /// Sends JSON to Visual Search with curl.
  func post(_ path: String, _ json: String) throws -> Curl.Result {
    try search(path, "-H", "Content-Type: application/json", "--data", json)
  }

  private func call(_ url: String, _ arguments: [String]) throws -> Curl.Result {
    try Curl.run(["-H", "Authorization: \(apiKey)"] + arguments + [url])
  }
}

extension [String: Any] {
  /// The envelope's code.
  var code: String? { self["code"] as? String }

  /// The envelope's message.
  var message: String? { self["msg"] as? String }

  /// The envelope's data, if it is an object.
  var data: [String: Any] { self["data"] as? [String: Any] ?? [:] }

  /// The envelope's data, if it is a list of objects.
  var list: [[String: Any]] { self["data"] as? [[String: Any]] ?? [] }
}
