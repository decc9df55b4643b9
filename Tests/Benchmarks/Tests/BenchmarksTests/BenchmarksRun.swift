import Foundation
import XCTest

/// One run of the built command, in an empty folder that is also its place for temporary files.
///
/// What it writes goes to files beside that folder, so that it never waits for a reader.
final class BenchmarksRun {
  /// No run here needs more than a few seconds, unless the machine is busy.
  private static let limit: TimeInterval = 120

  private let process = Process()
  private let place: URL
  private let ended = XCTestExpectation(description: "ended")

  /// - Parameters:
  ///   - path: The variable `PATH` in place of this process's own.
  ///   - outputFile: Takes standard output in place of a file.
  init(_ arguments: [String], path: String? = nil, outputFile: FileHandle? = nil) throws {
    place = FileManager.default.temporaryDirectory
      .appendingPathComponent("BenchmarksTests-\(UUID().uuidString)", isDirectory: true)
    let folder = place.appendingPathComponent("folder", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    process.executableURL = Self.products.appendingPathComponent("benchmarks")
    process.arguments = arguments
    process.environment = [
      "PATH": path ?? ProcessInfo.processInfo.environment["PATH"] ?? "", "TMPDIR": folder.path,
    ]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try outputFile ?? Self.file(at: place.appendingPathComponent("output"))
    process.standardError = try Self.file(at: place.appendingPathComponent("error"))
    process.terminationHandler = { [ended] _ in ended.fulfill() }
    try process.run()
  }

  private static func file(at url: URL) throws -> FileHandle {
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }

  /// The folder of the built products: beside the test bundle, or on Linux the test program.
  private static var products: URL {
    #if canImport(Darwin)
    Bundle(for: BenchmarksRun.self).bundleURL.deletingLastPathComponent()
    #else
    Bundle.main.bundleURL
    #endif
  }

  /// What it has written to standard output.
  var output: String { text("output") }
  /// What it has written to standard error.
  var error: String { text("error") }

  private func text(_ name: String) -> String {
    (try? String(contentsOf: place.appendingPathComponent(name), encoding: .utf8)) ?? ""
  }

  /// Sends what Ctrl-C sends.
  func interrupt() {
    process.interrupt()
  }

  /// Returns once standard error contains some words.
  func waitUntilItSays(_ words: String) async throws {
    let end = Date(timeIntervalSinceNow: Self.limit)
    while !error.contains(words) {
      guard process.isRunning, Date() < end else { return XCTFail("never said: \(words)") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Waits for the end and returns the exit status. A run that leaves files behind fails the test.
  func status(file: StaticString = #filePath, line: UInt = #line) async throws -> Int32 {
    if await XCTWaiter.fulfillment(of: [ended], timeout: Self.limit) != .completed {
      XCTFail("did not end", file: file, line: line)
      kill(process.processIdentifier, SIGKILL)
    }
    process.waitUntilExit()
    let folder = place.appendingPathComponent("folder").path
    XCTAssertEqual(
      try FileManager.default.contentsOfDirectory(atPath: folder), [], file: file, line: line)
    return process.terminationStatus
  }

  deinit {
    try? FileManager.default.removeItem(at: place)
  }
}
