import Foundation
import Terminal
import XCTest

/// One run of a built example, as a process of its own.
final class ProgramRun: Sendable {
  /// How a run ended and what it wrote.
  struct Result: Sendable {
    /// The exit status; nil if a signal ended the program.
    let status: Int32?
    let output: String
    let error: String

    /// Everything that was written.
    var everything: String { output + error }
  }

  /// How long a program may take. None needs more than a few seconds, and one that does not end
  /// by itself, because it no longer hears Ctrl-C for instance, is to fail its test, not to hang it.
  private static let limit = 30

  private let name: String
  private let process: Process
  /// Ends with the program; whether that had to be killed because it overran its time.
  private let ending: Task<Bool, Never>
  private let output: OutputReader
  private let error: OutputReader

  /// The writing end of a pipe that nobody reads.
  static func unreadPipe() throws -> FileHandle {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    return pipe.fileHandleForWriting
  }

  /// A pipe that has no room until it is read from, so that whoever writes waits.
  static func fullPipe() throws -> Pipe {
    let pipe = Pipe()
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    let flags = fcntl(descriptor, F_GETFL)
    guard fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else { throw POSIXError(.EBADF) }
    while write(descriptor, "x", 1) == 1 {}
    guard fcntl(descriptor, F_SETFL, flags) == 0 else { throw POSIXError(.EBADF) }
    return pipe
  }

  /// What a shell has to run so that a program of the superuser may read and write no more than the
  /// permissions of files say. Skips the test where nothing can take that right away.
  static func shellHeedingPermissions() throws -> String {
    guard geteuid() == 0 else { return "exec \"$@\"" }
    let tool = "/usr/bin/setpriv"
    try XCTSkipUnless(FileManager.default.isExecutableFile(atPath: tool), "\(tool) is missing")
    let rights = "-dac_override,-dac_read_search"
    return "exec \(tool) --bounding-set=\(rights) --inh-caps=\(rights) \"$@\""
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - name: The name of the executable product.
  ///   - arguments: The words behind the name.
  ///   - environment: All variables that the program sees.
  ///   - directory: Where it runs.
  ///   - outputFile: Takes standard output in place of the test.
  ///   - shell: What a shell runs, with the program and its words as `"$@"`; nil for the program
  ///     alone.
  init(
    _ name: String, _ arguments: [String], environment: [String: String], in directory: URL,
    outputFile: FileHandle? = nil, shell: String? = nil
  ) throws {
    self.name = name
    process = Process()
    let program = Self.products.appendingPathComponent(name)
    if let shell {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", shell, "sh", program.path] + arguments
    } else {
      process.executableURL = program
      process.arguments = arguments
    }
    process.environment = environment
    process.currentDirectoryURL = directory
    process.standardInput = FileHandle.nullDevice
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = outputFile ?? output
    process.standardError = error
    let (overruns, watching) = AsyncStream<Void>.makeStream()
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in
      ended.signal()
      watching.finish()
    }
    try process.run()
    // A pipe that the program did not get would never end.
    if outputFile != nil { try output.fileHandleForWriting.close() }
    let identifier = process.processIdentifier
    Thread.detachNewThread {
      guard ended.wait(timeout: .now() + .seconds(Self.limit)) == .timedOut else { return }
      watching.yield()
      Foundation.kill(identifier, SIGKILL)
    }
    // Not a wait of its own: `waitUntilExit` would block a thread that tests need.
    ending = Task { await overruns.reduce(false) { _, _ in true } }
    self.output = OutputReader(output)
    self.error = OutputReader(error)
  }

  var isRunning: Bool { process.isRunning }

  /// Sends what Ctrl-C sends.
  func interrupt() {
    send(SIGINT)
  }

  /// Sends a signal.
  func send(_ signal: Int32) {
    Foundation.kill(process.processIdentifier, signal)
  }

  /// Waits until another signal is not taken for the one before. No clock can be given to a program.
  func outlastEchoes() async throws {
    try await Task.sleep(for: SignalDebounce.time)
  }

  /// Ends a program at once, as a crash would.
  func kill() {
    guard process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
  }

  /// Returns once standard output satisfies a condition, or has ended.
  func output(where accepts: @escaping @Sendable (String) -> Bool) async -> String {
    await output.text(where: accepts)
  }

  /// Returns once standard error satisfies a condition, or has ended.
  @discardableResult
  func error(where accepts: @escaping @Sendable (String) -> Bool) async -> String {
    await error.text(where: accepts)
  }

  /// Waits for the end. A program that overran its time fails the test.
  func finish(file: StaticString = #filePath, line: UInt = #line) async -> Result {
    let texts = (await output.text { _ in false }, await error.text { _ in false })
    if await ending.value {
      XCTFail("\(name) was killed after \(Self.limit) seconds", file: file, line: line)
    }
    let status = process.terminationReason == .exit ? process.terminationStatus : nil
    return Result(status: status, output: texts.0, error: texts.1)
  }

  /// The folder of the built products: beside the test bundle, or on Linux the test program.
  private static var products: URL {
    #if canImport(Darwin)
    Bundle(for: ProgramRun.self).bundleURL.deletingLastPathComponent()
    #else
    Bundle.main.bundleURL
    #endif
  }
}
