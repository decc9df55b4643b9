import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// Many calls at once on one client: all come back, and nothing stays behind.
final class LoadTests: TransferTestCase {
  /// What a process holds.
  private struct Holdings: CustomStringConvertible {
    let files: Int
    let sockets: Int
    let threads: Int
    let memory: Int?

    #if os(Linux)
    init() throws {
      let files = FileManager.default
      let targets = try files.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
        try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      }
      sockets = targets.filter { $0.hasPrefix("socket:") }.count
      self.files = targets.count - sockets
      threads = try files.contentsOfDirectory(atPath: "/proc/self/task").count
      #if canImport(Glibc)
      // A sanitizer has a heap of its own.
      memory = MemoryMeter.isSanitized ? nil : try XCTUnwrap(HeldMemory.byteCount())
      #else
      memory = nil
      #endif
    }
    #endif

    var description: String {
      "\(files) files, \(sockets) sockets, \(threads) threads, \((memory ?? 0) >> 10) KiB"
    }
  }

  // What is random: how many idle threads the system keeps for a while, of the one that each of 64
  // transfers may take to write or read; and when libcurl sees that a connection of its pool was
  // closed by the other side.
  private static let socketMargin = 64
  private static let threadMargin = 64
  private static let fileMargin = 4
  /// What the stacks of as many idle threads take, and no more than one of the transfers leaves.
  private static let memoryMargin = 2 << 20

  /// Does the same work in seven rounds. What the first leaves behind is what the system keeps for
  /// the next time; after the others there must not be more.
  private func assertNothingStays(
    after work: (Sandbox, MemoriesClient) async throws -> Void
  ) async throws {
    #if os(Linux)
    try await workOnce(work)
    let before = try Holdings()
    for _ in 0..<6 {
      try await workOnce(work)
      let now = try Holdings()
      let comparison = "before: \(before); now: \(now)"
      XCTAssertLessThanOrEqual(now.files, before.files + Self.fileMargin, comparison)
      XCTAssertLessThanOrEqual(now.sockets, before.sockets + Self.socketMargin, comparison)
      XCTAssertLessThanOrEqual(now.threads, before.threads + Self.threadMargin, comparison)
      if let memory = now.memory, let earlier = before.memory {
        XCTAssertLessThanOrEqual(memory, earlier + Self.memoryMargin, comparison)
      }
    }
    #else
    try await workOnce(work)
    #endif
  }

  /// On a sandbox that is gone afterwards, with all that it remembers.
  private func workOnce(
    _ work: (Sandbox, MemoriesClient) async throws -> Void
  ) async throws {
    let sandbox = try await Sandbox.start()
    do {
      var configuration = MemoriesClient.Configuration.sandbox(sandbox)
      // A sleep on the system's clock that was cancelled stays with the runtime until its time has
      // come: 0.75 KiB of each call for half a minute, which is no leak but looks like one.
      configuration.limitsClock = TestClock()
      let client = try MemoriesClient(
        apiKey: APIKey(sandbox.apiKey), configuration: configuration)
      try await work(sandbox, client)
    } catch {
      await sandbox.stop()
      throw error
    }
    await sandbox.stop()
  }

  func testAThousandCallsAtOnce() async throws {
    try await assertNothingStays { sandbox, client in
      let number = VisualSearch.VideoNo(sandbox.addVideo(Data("video".utf8), named: "movie.mp4"))
      let found = try await withThrowingTaskGroup(of: VisualSearch.VideoNo?.self) { group in
        for _ in 0..<1000 {
          group.addTask { try await client.send(VisualSearch.GetMetadata(number))?.videoNo }
        }
        return try await group.reduce(into: 0) { $0 += $1 == number ? 1 : 0 }
      }
      XCTAssertEqual(found, 1000)
      XCTAssertEqual(sandbox.exchanges.count, 1000)
    }
  }

  func testSixtyFourTransfersAtOnce() async throws {
    let size = (1 << 20) + 1
    let (file, folder) = (try video(size), try XCTUnwrap(folder))
    let content = Sandbox.Pattern.data(at: 0, count: size)
    try await assertNothingStays { sandbox, client in
      let stored = VisualSearch.VideoNo(sandbox.addVideo(content, named: "movie.mp4"))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<32 {
          group.addTask {
            _ = try await client.send(VisualSearch.UploadVideo(file: file))
          }
          group.addTask {
            let target = folder.url.appendingPathComponent("saved-\(number).mp4")
            _ = try await client.download(
              VisualSearch.DownloadVideo(stored), to: .file(target))
            XCTAssertEqual(try Data(contentsOf: target), content)
            try FileManager.default.removeItem(at: target)
          }
        }
        try await group.waitForAll()
      }
      let uploads = sandbox.exchanges.filter { $0.request.path.hasSuffix("/upload") }
      XCTAssertEqual(uploads.count, 32)
      for upload in uploads {
        XCTAssertEqual(upload.request.parts.first?.checksum, Sandbox.checksum(content))
      }
      XCTAssertEqual(try folder.names(), ["movie.mp4"])
    }
  }

  func testAReaderThatHasStoppedHoldsUpNobodyElse() async throws {
    // More than is held in memory and by the sockets: what is read of it comes while the reader
    // stands still, and one thread brings everybody's bytes.
    let size: Int64 = 96 << 20
    serve(size)
    let (client, upload) = (try client(), try video(1 << 20))
    var pieces = try await client.chunks(of: anyLocation).makeAsyncIterator()
    let first = try await pieces.next()
    var offset = Int64(try XCTUnwrap(first).count)

    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask { _ = try await client.send(VisualSearch.GetMetadata("VI1")) }
      }
      group.addTask { _ = try await client.send(VisualSearch.UploadVideo(file: upload)) }
      try await group.waitForAll()
    }

    // All are back, and the download is not: most of it is still to be read.
    XCTAssertLessThan(offset, size)
    while let piece = try await pieces.next() {
      XCTAssertTrue(Sandbox.Pattern.matches(piece, at: offset))
      offset += Int64(piece.count)
    }
    XCTAssertEqual(offset, size)
  }
}
