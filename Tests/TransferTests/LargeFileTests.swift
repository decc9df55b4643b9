import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// Promise: constant memory both ways, any file size.
final class LargeFileTests: TransferTestCase {
  // More than 2^31 bytes, so that no length may have 32 bits. A sanitizer watches every byte and
  // would take minutes, so there it is only large.
  private let byteCount: Int64 = MemoryMeter.isSanitized ? 96 << 20 : 3 << 30
  // 32 MiB is what may wait to be written. The rest is the sandbox, which is in this process too,
  // and on Linux the timers that Foundation makes anew for each of 200,000 callbacks and lets go of
  // later. Around 75 MiB were measured; a copy of the file would be 3 GiB.
  private let ceiling: Int64 = 160 << 20

  private func assertCeiling(_ meter: MemoryMeter, line: UInt = #line) throws {
    #if os(Linux)
    let rise = try XCTUnwrap(meter.rise)
    if !MemoryMeter.isSanitized { XCTAssertLessThan(rise, ceiling, line: line) }
    #endif
  }

  func testUploadsInConstantMemory() async throws {
    let client = try client()
    sandbox.route("POST", "/serve/api/v1/upload", reading: .counting) { _ in
      .json(#"{"code":"0000","msg":"success","data":{"videoNo":"VI1"}}"#)
    }
    let file = try SparseFile.create(
      byteCount, at: folder.url.appendingPathComponent("movie.mp4"))

    let meter = MemoryMeter()
    let receipt = try await client.send(VisualSearch.UploadVideo(file: file))
    try assertCeiling(meter)

    XCTAssertEqual(receipt.videoNo, "VI1")
    let request = try XCTUnwrap(sandbox.exchanges.first).request
    let length = try XCTUnwrap(Int64(request.headers["Content-Length"] ?? ""))
    XCTAssertGreaterThan(length, byteCount)
    XCTAssertEqual(request.bodyByteCount, length)
    XCTAssertNil(request.headers["Transfer-Encoding"])
    XCTAssertNil(request.headers["Expect"])
  }

  func testDownloadsInConstantMemory() async throws {
    let client = try client()
    serve(byteCount)
    let target = folder.url.appendingPathComponent("saved.mp4")

    let meter = MemoryMeter()
    let saved = try await client.download(anyLocation, to: .file(target))
    try assertCeiling(meter)

    XCTAssertEqual(saved.byteCount, byteCount)
    let handle = try FileHandle(forReadingFrom: target)
    defer { try? handle.close() }
    XCTAssertEqual(try handle.seekToEnd(), UInt64(byteCount))
    let tail = byteCount - 100_000
    try handle.seek(toOffset: UInt64(tail))
    let end = try XCTUnwrap(handle.readToEnd())
    XCTAssertTrue(Sandbox.Pattern.matches(end, at: tail))
  }

  func testPassesOnInConstantMemory() async throws {
    let client = try client()
    serve(byteCount / 8)

    let meter = MemoryMeter()
    var offset: Int64 = 0
    for try await piece in try await client.chunks(of: anyLocation) {
      XCTAssertTrue(Sandbox.Pattern.matches(piece, at: offset))
      offset += Int64(piece.count)
    }
    try assertCeiling(meter)
    XCTAssertEqual(offset, byteCount / 8)
  }
}

extension Sandbox.Answer {
  static func json(_ text: String, status: Int = 200) -> Sandbox.Answer {
    Sandbox.Answer(
      status: status, headers: ["Content-Type": "application/json"], body: .text(text))
  }
}
