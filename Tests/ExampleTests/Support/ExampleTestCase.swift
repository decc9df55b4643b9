import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

/// A test that runs built examples against a sandbox, in a folder of its own.
class ExampleTestCase: XCTestCase {
  private(set) var sandbox: Sandbox!
  private(set) var folder: TemporaryDirectory!
  private var runs: [ProgramRun] = []

  override func setUp() async throws {
    sandbox = try await Sandbox.start()
    folder = try TemporaryDirectory()
  }

  override func tearDown() async throws {
    for run in runs {
      run.kill()
      _ = await run.finish()
    }
    runs = []
    await sandbox.stop()
    folder.remove()
  }

  /// Puts a sandbox of another kind in the place of the first.
  func restart(_ change: (inout Sandbox.Settings) -> Void) async throws {
    await sandbox.stop()
    var settings = Sandbox.Settings()
    change(&settings)
    sandbox = try await Sandbox.start(settings)
  }

  /// The three variables that lead to the sandbox, and the engine of this run of the tests.
  var environment: [String: String] {
    var environment = [
      "MEMORIES_API_KEY": sandbox.apiKey,
      "MEMORIES_V1_BASE_URL": sandbox.visualSearchURL.absoluteString,
      "MEMORIES_V2_BASE_URL": sandbox.visualIntelligenceURL.absoluteString,
    ]
    environment["MEMORIES_ENGINE"] = ProcessInfo.processInfo.environment["MEMORIES_ENGINE"]
    return environment
  }

  /// Starts an example in the folder; it is ended with the test. The test's own environment is not
  /// handed down, so that no key or host of the machine is used.
  func start(
    _ name: String, _ arguments: [String], environment: [String: String]? = nil,
    outputFile: FileHandle? = nil, shell: String? = nil
  ) throws -> ProgramRun {
    let environment = (environment ?? self.environment)
      .merging(["TMPDIR": folder.url.path]) { given, _ in given }
    let run = try ProgramRun(
      name, arguments, environment: environment, in: folder.url, outputFile: outputFile,
      shell: shell)
    runs.append(run)
    return run
  }

  /// Runs an example to its end. The key must not be in anything that it writes.
  func run(
    _ name: String, _ arguments: [String], environment: [String: String]? = nil,
    file: StaticString = #filePath, line: UInt = #line
  ) async throws -> ProgramRun.Result {
    let result = try await start(name, arguments, environment: environment)
      .finish(file: file, line: line)
    assertSecret(result, file: file, line: line)
    return result
  }

  /// Searches everything that a run wrote for the key.
  func assertSecret(
    _ result: ProgramRun.Result, file: StaticString = #filePath, line: UInt = #line
  ) {
    XCTAssertFalse(
      result.everything.contains(sandbox.apiKey), "the key was shown", file: file, line: line)
  }

  /// Writes a file of the pattern into the folder.
  @discardableResult
  func write(_ byteCount: Int, named name: String) throws -> URL {
    try folder.write(Sandbox.Pattern.data(at: 0, count: byteCount), named: name)
  }
}
