#if canImport(Glibc)
import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import MemoriesKit

/// A body on a disk that takes its time.
final class LibcurlBodyTests: XCTestCase {
  /// A disk of which never more than so many bytes are in memory, and none at first. Reading waits
  /// for the signal.
  private final class Disk: Sendable {
    struct State {
      var position = 0
      var readyCount = 0
      var isReading = false
      var closings = 0
      var wasClosedWhileReading = false
    }

    let bytes: Data
    let readySize: Int
    let signal = DispatchSemaphore(value: 0)
    let state = Locked(State())

    init(_ bytes: Data, readySize: Int) {
      self.bytes = bytes
      self.readySize = readySize
    }

    var isReading: Bool { state.withLock { $0.isReading } }

    var body: HTTPBody {
      HTTPBody(
        length: Int64(bytes.count),
        read: { buffer in
          self.state.withLock { $0.isReading = true }
          self.signal.wait()
          return self.state.withLock { state in
            state.isReading = false
            // What follows is read ahead, as a system does.
            state.readyCount = self.readySize
            return self.take(into: buffer, &state)
          }
        },
        readIfReady: { buffer in
          self.state.withLock { state in
            guard state.readyCount > 0 else { return nil }
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(state.readyCount))
            let count = self.take(into: part, &state)
            state.readyCount -= count
            return count
          }
        },
        close: {
          self.state.withLock { state in
            state.closings += 1
            state.wasClosedWhileReading = state.wasClosedWhileReading || state.isReading
          }
        })
    }

    private func take(into buffer: UnsafeMutableRawBufferPointer, _ state: inout State) -> Int {
      let part = bytes.dropFirst(state.position).prefix(buffer.count)
      part.copyBytes(to: buffer)
      state.position += part.count
      return part.count
    }
  }

  private let content = Sandbox.Pattern.data(at: 0, count: 3_000_000)

  /// Sends a body to a sandbox, and nothing else when there is none.
  private func start(_ body: HTTPBody?, to sandbox: Sandbox) throws -> Exchange {
    try start(body, to: sandbox.visualSearchURL.appendingPathComponent("a"))
  }

  private func start(_ body: HTTPBody?, to url: URL) throws -> Exchange {
    let engine = try XCTUnwrap(LibcurlEngine(), Libcurl.problem ?? "")
    return engine.start(
      HTTPRequest(
        method: body == nil ? "GET" : "POST", url: url, headers: [], body: body,
        elapsed: Stopwatch(ContinuousClock()).elapsed))
  }

  private func withSandbox(_ run: (Sandbox) async throws -> Void) async throws {
    let sandbox = try await Sandbox.start()
    sandbox.route("*", "/a", reading: .digesting) { _ in Sandbox.Answer() }
    do {
      try await run(sandbox)
    } catch {
      await sandbox.stop()
      throw error
    }
    await sandbox.stop()
  }

  func testABodyThatWaitsForItsDiskHoldsUpNobodyAndArrivesWhole() async throws {
    try await withSandbox { sandbox in
      let disk = Disk(content, readySize: 700_000)
      let slow = try start(disk.body, to: sandbox)
      while !disk.isReading { await Task.yield() }
      let other = try await start(nil, to: sandbox).head()
      XCTAssertEqual(other.status, 200)
      XCTAssertTrue(disk.isReading)

      // As often as the disk waits.
      for _ in 0..<100 { disk.signal.signal() }
      let head = try await slow.head()
      XCTAssertEqual(head.status, 200)
      let sent = sandbox.exchanges.first { $0.request.method == "POST" }
      XCTAssertEqual(sent?.request.bodyChecksum, Sandbox.checksum(content))
      XCTAssertEqual(disk.state.withLock { $0.closings }, 1)
    }
  }

  func testAnEndWhileTheDiskIsReadClosesTheFileAfterwards() async throws {
    try await withSandbox { sandbox in
      let disk = Disk(content, readySize: 0)
      let exchange = try start(disk.body, to: sandbox)
      while !disk.isReading { await Task.yield() }
      exchange.abort(CancellationError())
      // A command that comes after the end has been followed when another exchange is over.
      _ = try await start(nil, to: sandbox).head()
      XCTAssertEqual(disk.state.withLock { $0.closings }, 0)
      disk.signal.signal()
      while disk.state.withLock({ $0.closings }) == 0 { await Task.yield() }
      XCTAssertFalse(disk.state.withLock { $0.wasClosedWhileReading })
      XCTAssertEqual(disk.state.withLock { $0.closings }, 1)
    }
  }

  func testARefusalDoesNotWaitForTheDisk() async throws {
    let heads = [
      "Content-Length: 9\r\n\r\ntoo large",
      "Transfer-Encoding: chunked\r\n\r\n9\r\ntoo large\r\n0\r\n\r\n",
      "Content-Length: 9\r\nConnection: close\r\n\r\ntoo large",
    ]
    for head in heads {
      let disk = Disk(content, readySize: 0)
      let server = try RawServer(RawServer.Script(bytes: Array("HTTP/1.1 413 No\r\n\(head)".utf8)))
      defer { server.stop() }
      let url = try XCTUnwrap(URL(string: "http://127.0.0.1:\(server.port)/a"))
      let exchange = try start(disk.body, to: url)
      let status = try await exchange.head().status
      XCTAssertEqual(status, 413)
      var body = Data()
      while let pieces = try await exchange.next() { body.append(contentsOf: pieces.joined()) }
      XCTAssertEqual(String(decoding: body, as: UTF8.self), "too large", head)
      XCTAssertEqual(exchange.snapshot.phase, .ended)
      disk.signal.signal()
      while disk.state.withLock({ $0.closings }) == 0 { await Task.yield() }
      XCTAssertFalse(disk.state.withLock { $0.wasClosedWhileReading })
    }
  }

  func testADiskThatGivesNothingBeforeTheEndBreaksTheRequestOff() async throws {
    try await withSandbox { sandbox in
      let readings = Locked(0)
      let body = HTTPBody(
        length: 10,
        read: { _ in
          readings.withLock { $0 += 1 }
          return 0
        }, readIfReady: { _ in nil }, close: {})
      let exchange = try start(body, to: sandbox)
      do {
        _ = try await exchange.head()
        XCTFail("no failure")
      } catch TransportFailure.connection {
        XCTAssertEqual(readings.withLock { $0 }, 1)
      }
    }
  }

  func testADiskThatFailsInTheMiddleEndsTheExchange() async throws {
    try await withSandbox { sandbox in
      let failure = FileFailure(.read, "/movie.mp4", .changed)
      let body = HTTPBody(
        length: 10, read: { _ in throw failure }, readIfReady: { _ in nil }, close: {})
      let exchange = try start(body, to: sandbox)
      do {
        _ = try await exchange.head()
        XCTFail("no failure")
      } catch TransportFailure.body(let error) {
        XCTAssertEqual(error as? FileFailure, failure)
      }
    }
  }

  func testAFileInMemoryIsReadyAndOneThatCannotTellIsNot() throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let url = try folder.write(Data("movie".utf8), named: "movie.mp4")
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 1)
    defer { buffer.deallocate() }

    let file = try OpenFile(reading: url.path)
    XCTAssertEqual(try file.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[..<2])), 2)
    XCTAssertEqual(file.fillIfReady(buffer), 3)
    XCTAssertEqual(String(decoding: buffer[..<3], as: UTF8.self), "vie")
    XCTAssertNil(file.fillIfReady(buffer), "the end is for `fill` to tell")

    let process = try OpenFile(reading: "/proc/self/status")
    XCTAssertNil(process.fillIfReady(buffer))
    XCTAssertEqual(try process.fill(buffer), 16)
  }
}
#endif
