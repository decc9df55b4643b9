import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// Reading a download piece by piece, with a reader that does other things meanwhile.
final class ChunkTests: TransferTestCase {
  func testAReaderMayCallTheServiceBetweenThePieces() async throws {
    // On Linux one thread serves every call of the process. Were it kept waiting for this reader,
    // the reader's own call would wait for it, and neither would ever go on.
    serve(96 << 20)
    let client = try client()
    var offset: Int64 = 0
    var calls = 0
    let chunks = try await client.chunks(of: anyLocation)
    for try await piece in chunks {
      XCTAssertTrue(Sandbox.Pattern.matches(piece, at: offset))
      offset += Int64(piece.count)
      guard calls < 40 else { continue }
      calls += 1
      let unknown = try await client.send(VisualSearch.GetMetadata("VI1"))
      XCTAssertNil(unknown)
    }
    XCTAssertEqual(offset, 96 << 20)
  }

  func testTheHeadIsThereBeforeThePieces() async throws {
    serve(10_000, framing: .sized)
    let chunks = try await client().chunks(of: anyLocation)
    XCTAssertEqual(chunks.contentType, "video/mp4")
    XCTAssertEqual(chunks.expectedByteCount, 10_000)
    XCTAssertEqual(chunks.suggestedFileName, "movie.mp4")
  }

  func testABodyThatEndsEarlyThrowsAfterItsPieces() async throws {
    var answer = Sandbox.Answer(
      headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 500_000), framing: .chunked)
    answer.ending = .truncated(after: 300_000)
    serve(answer)
    let chunks = try await client().chunks(of: anyLocation)
    let count = Recorded<Int>()
    let error = await failure {
      for try await piece in chunks { count.append(piece.count) }
    }
    XCTAssertEqual(error?.kind, .transport)
    XCTAssertEqual(error?.outcome, .done)
    XCTAssertEqual(count.values.reduce(0, +), 300_000)
  }
}
