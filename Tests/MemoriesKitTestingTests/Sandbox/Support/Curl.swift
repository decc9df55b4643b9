import Foundation

/// A run of curl: a client that shares nothing with the sandbox, mistakes included.
final class Curl {
  struct Result {
    /// curl's own exit code: 18 for a body cut short, 52 for no answer, 56 for a reset …
    let exitCode: Int32
    /// What curl wrote to its output: the body, or with `-i` the heads as well.
    let output: Data

    var text: String { String(decoding: output, as: UTF8.self) }

    /// The output as a JSON object.
    func json() throws -> [String: Any] {
      let object = try JSONSerialization.jsonObject(with: output) as? [String: Any]
      return object ?? [:]
    }
  }

  private let process = Process()
  private let output = Pipe()

  /// Starts curl; `finish()` has to be called.
  init(_ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
    process.arguments = ["--silent", "--noproxy", "*"] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  /// Waits for the end.
  func finish() throws -> Result {
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    try output.fileHandleForReading.close()
    process.waitUntilExit()
    return Result(exitCode: process.terminationStatus, output: data)
  }

  /// Runs curl to its end.
  static func run(_ arguments: String...) throws -> Result {
    try Curl(arguments).finish()
  }

  /// Runs curl to its end.
  static func run(_ arguments: [String]) throws -> Result {
    try Curl(arguments).finish()
  }
}
