import Foundation
import MemoriesKitTesting
import XCTest

/// What the programs do when they are asked to end: by Ctrl-C, by the stopping of a container and
/// by the closing of a terminal. The tests of each program have what is special to Ctrl-C.
final class SignalTests: MemoriesTestCase {
  private let download = ["download", "--bucket", "mavi-resource", "--blob", "clip.mp4"]
  /// More than all buffers on the way hold, so that the program has begun to save it.
  private let savedByteCount: Int64 = 48 << 20

  private static let signals = [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)]

  /// Answers downloads with files that never end.
  private func stallDownloads() {
    let byteCount = savedByteCount
    sandbox.route("GET", "/serve/api/v1/download") { _ in
      var answer = Sandbox.Answer(
        headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 64 << 20),
        framing: .chunked)
      answer.ending = .stalled(after: byteCount)
      return answer
    }
  }

  /// Waits until a download, counted from 0, has come as far as it ever does.
  private func downloadStalls(_ number: Int = 0) async {
    let byteCount = savedByteCount
    _ = await sandbox.exchange { $0.id == number && $0.answeredByteCount == byteCount }
  }

  func testEverySignalEndsADownloadAndLeavesNoPartialFile() async throws {
    stallDownloads()
    for (number, (signal, status)) in Self.signals.enumerated() {
      let run = try start("memories", download + ["--json"])
      await downloadStalls(number)
      XCTAssertEqual(try folder.names().count, 1)
      run.send(signal)
      let result = await run.finish()
      XCTAssertEqual(result.status, status)
      XCTAssertEqual(result.output, "")
      XCTAssertEqual(try json(result.error)["kind"], "interrupted")
      XCTAssertEqual(try folder.names(), [], "signal \(signal)")
    }
  }

  func testASignalThatIsForwardedTooIsOneSignal() async throws {
    stallDownloads()
    for (number, (signal, status)) in Self.signals.enumerated() {
      let run = try start("memories", download)
      await downloadStalls(number)
      // As a wrapper does, and then a manager that also signals the group.
      for signal in [signal, signal, SIGTERM] { run.send(signal) }
      let result = await run.finish()
      XCTAssertTrue([status, 143].contains(result.status), "\(String(describing: result.status))")
      XCTAssertTrue(result.error.hasPrefix("memories: interrupted: "), result.error)
      XCTAssertEqual(try folder.names(), [], "signal \(signal)")
    }
  }

  func testAClosedTerminalLeavesNoPartialFile() async throws {
    stallDownloads()
    let terminal = try PseudoTerminal()
    let run = try start(
      "memories", download, outputFile: terminal.stream, shell: "exec \"$@\" 2>&1")
    await downloadStalls()
    try terminal.close()
    run.send(SIGHUP)
    let result = await run.finish()
    XCTAssertEqual(result.status, 129)
    XCTAssertEqual(try folder.names(), [])
  }

  func testASignalThatWasIgnoredStaysSo() async throws {
    stallDownloads()
    let run = try start("memories", download, shell: "trap '' HUP; exec \"$@\"")
    await downloadStalls()
    run.send(SIGHUP)
    run.send(SIGTERM)
    let result = await run.finish()
    XCTAssertEqual(result.status, 143)
    XCTAssertTrue(
      result.error.hasPrefix("memories: interrupted: VisualSearch.DownloadResource: "), result.error
    )
    XCTAssertEqual(try folder.names(), [])
  }

  func testEverySignalEndsAnUpload() async throws {
    try write(1 << 20, named: "movie.mp4")
    try sandbox.failAlways(.visualSearch("POST", "/upload"), with: .stall)
    for (number, (signal, status)) in Self.signals.enumerated() {
      let run = try start("memories", ["upload", "movie.mp4"])
      _ = await sandbox.exchange { $0.id == number && $0.progress == .answering }
      run.send(signal)
      let result = await run.finish()
      XCTAssertEqual(result.status, status)
      XCTAssertTrue(result.error.hasPrefix("memories: interrupted: "), result.error)
      XCTAssertTrue(result.error.contains("The upload may have arrived"), result.error)
    }
  }

  func testASecondSignalOfAnyKindEndsAtOnce() async throws {
    try write(1000, named: "movie.mp4")
    try sandbox.failAlways(.visualSearch("GET", "/get_metadata"), with: .stall)
    // Nobody reads what is in the pipe, so the program cannot write the receipt that the first
    // signal makes it write.
    let pipe = try ProgramRun.fullPipe()
    let run = try start(
      "memories", ["upload", "movie.mp4", "--wait", "--json"],
      outputFile: pipe.fileHandleForWriting)
    _ = await sandbox.exchange { $0.request.method == "GET" && $0.progress == .answering }
    run.send(SIGTERM)
    _ = await sandbox.exchange { $0.request.method == "GET" && $0.isOver }
    try await run.outlastEchoes()
    run.send(SIGHUP)
    let result = await run.finish()
    XCTAssertEqual(result.status, 129)
    XCTAssertEqual(result.error, "")
    try pipe.fileHandleForReading.close()
  }

  func testTheQuickstartLeavesNoPartialFile() async throws {
    try await restart { $0.indexing = .afterPolls(0) }
    stallDownloads()
    try write(1000, named: "movie.mp4")
    try write(1000, named: "picture.png")
    for (signal, status) in Self.signals {
      let first = sandbox.exchanges.count
      let run = try start("quickstart", ["movie.mp4", "picture.png"])
      await downloadStalls(first + 3)
      run.send(signal)
      let result = await run.finish()
      XCTAssertEqual(result.status, status)
      XCTAssertTrue(
        result.error.hasPrefix("interrupted: VisualSearch.DownloadResource: "), result.error)
      XCTAssertEqual(try folder.names(), ["movie.mp4", "picture.png"], "signal \(signal)")
    }
  }

  func testTheQuickstartRemovesItsFolderWhenItsTerminalIsClosed() async throws {
    let terminal = try PseudoTerminal()
    terminal.pause()
    let run = try start("quickstart", [], environment: [:], outputFile: terminal.stream)
    // It goes no further than to the first line that it writes. A sanitizer's own files may be here
    // before.
    while try !folder.names().contains(where: { $0.hasPrefix("quickstart") }), run.isRunning {
      await Task.yield()
    }
    run.send(SIGHUP)
    try terminal.close()
    let result = await run.finish()
    XCTAssertEqual(result.status, 129)
    XCTAssertEqual(result.error, "interrupted\n")
    XCTAssertEqual(try folder.names(), [])
  }
}
