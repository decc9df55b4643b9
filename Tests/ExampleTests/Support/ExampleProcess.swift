import Foundation
import XCTest

/// An example that was started from where `swift build` puts it, with an environment of its own.
final class ExampleProcess: @unchecked Sendable {
  // Unchecked: what changes is touched only while `lock` is held.
  private let lock = NSLock()
  private var outputs: [Stream: Data] = [:]
  private var openStreams: Set<Stream> = Set(Stream.allCases)
  private var waiters: [Waiter] = []

  enum Stream: Hashable, CaseIterable {
    case output
    case error
  }

  struct Result {
    let status: Int32
    /// Whether a signal ended it, whose number is then the status.
    let wasKilled: Bool
    let output: String
    let error: String
  }

  private struct Waiter {
    let isSatisfied: (ExampleProcess) -> Bool
    let continuation: CheckedContinuation<Void, Never>
  }

  private let process = Process()

  private init() {}

  /// Starts a product of this package. The test's own environment is not handed down, so that no
  /// key or host of the machine is used.
  static func start(
    _ name: String, _ arguments: [String] = [], environment: [String: String] = [:],
    in directory: URL
  ) throws -> ExampleProcess {
    let example = ExampleProcess()
    let process = example.process
    process.executableURL = products.appendingPathComponent(name)
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = ["TMPDIR": directory.path].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let pipes = [Stream.output: Pipe(), .error: Pipe()]
    process.standardOutput = pipes[.output]
    process.standardError = pipes[.error]
    try process.run()
    for (stream, pipe) in pipes {
      let reader = pipe.fileHandleForReading
      Thread { example.collect(stream, from: reader) }.start()
    }
    return example
  }

  /// Waits for the end.
  func result() async -> Result {
    await wait { $0.openStreams.isEmpty }
    process.waitUntilExit()
    return lock.withLock {
      Result(
        status: process.terminationStatus,
        wasKilled: process.terminationReason == .uncaughtSignal,
        output: text(.output), error: text(.error))
    }
  }

  /// Waits until a stream holds a text, or the process ends.
  func wait(for text: String, on stream: Stream) async {
    await wait { $0.openStreams.isEmpty || $0.text(stream).contains(text) }
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Makes sure that it does not outlive its test.
  func stop() {
    if process.isRunning { send(SIGKILL) }
    process.waitUntilExit()
  }

  private func text(_ stream: Stream) -> String {
    String(decoding: outputs[stream, default: Data()], as: UTF8.self)
  }

  private func collect(_ stream: Stream, from reader: FileHandle) {
    while true {
      let bytes = reader.availableData
      let satisfied = lock.withLock {
        if bytes.isEmpty { openStreams.remove(stream) }
        outputs[stream, default: Data()].append(bytes)
        let satisfied = waiters.filter { $0.isSatisfied(self) }
        waiters.removeAll { $0.isSatisfied(self) }
        return satisfied
      }
      for waiter in satisfied { waiter.continuation.resume() }
      if bytes.isEmpty { return }
    }
  }

  private func wait(until isSatisfied: @escaping (ExampleProcess) -> Bool) async {
    await withCheckedContinuation { continuation in
      let isOver = lock.withLock {
        if isSatisfied(self) { return true }
        waiters.append(Waiter(isSatisfied: isSatisfied, continuation: continuation))
        return false
      }
      if isOver { continuation.resume() }
    }
  }

  /// The directory that the test bundle is in.
  private static var products: URL {
    #if os(macOS)
    for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
      return bundle.bundleURL.deletingLastPathComponent()
    }
    #endif
    return Bundle.main.bundleURL
  }
}
