import Foundation
import TestSupport
import XCTest

@testable import batch_ingest

final class BatchIngestContentTests: XCTestCase {
  private var directory: TemporaryDirectory!

  override func setUpWithError() throws {
    directory = try TemporaryDirectory()
  }

  override func tearDown() {
    directory.remove()
  }

  func testTheHashIsThatOfTheStandard() {
    // The examples of NIST, and what `sha256sum` says of each length around a block's end.
    XCTAssertEqual(
      SHA256.digest(of: []), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    XCTAssertEqual(
      SHA256.digest(of: Array("abc".utf8)),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    XCTAssertEqual(
      SHA256.digest(of: Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    XCTAssertEqual(
      SHA256.digest(of: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    for (count, digest) in Self.digestsOfRepeatedA {
      XCTAssertEqual(
        SHA256.digest(of: [UInt8](repeating: UInt8(ascii: "a"), count: count)), digest, "\(count)")
    }
  }

  private static let digestsOfRepeatedA: [Int: String] = [
    55: "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318",
    56: "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a",
    63: "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34",
    64: "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb",
    65: "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0",
    119: "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb",
    120: "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c",
  ]

  private let whole = VideoContent.partSize * VideoContent.partCount

  private func content(of data: Data) throws -> VideoContent {
    try VideoContent(of: try directory.write(data, named: "video"))
  }

  func testEveryByteOfASmallFileCounts() throws {
    let original = Data(repeating: 1, count: 5000)
    let first = try content(of: original)
    XCTAssertEqual(first.byteCount, 5000)
    XCTAssertEqual(first, try content(of: original))
    for place in [0, 1, 2500, 4999] {
      var other = original
      other[place] = 2
      XCTAssertNotEqual(first, try content(of: other), "byte \(place)")
    }
  }

  func testOfALargeFileTheBeginningTheEndAndPartsBetweenCount() throws {
    let count = 3 * whole
    let original = Data(repeating: 1, count: count)
    let first = try content(of: original)
    let distance = (count - VideoContent.partSize) / (VideoContent.partCount - 1)
    let (start, end) = (7 * distance, 7 * distance + VideoContent.partSize)
    for (place, isSeen) in [
      (0, true), (VideoContent.partSize, false), (start - 1, false), (start, true),
      (end - 1, true), (end, false), (count - VideoContent.partSize, true), (count - 1, true),
    ] {
      var other = original
      other[place] = 2
      XCTAssertEqual(first != (try content(of: other)), isSeen, "byte \(place)")
    }
    XCTAssertNotEqual(first, try content(of: original + [1]))
  }

  func testTheLargestFileThatIsHashedAsAWhole() throws {
    let original = Data(repeating: 1, count: whole)
    let first = try content(of: original)
    var other = original
    other[VideoContent.partSize] = 2
    XCTAssertNotEqual(first, try content(of: other))
    // One byte more, and the parts that would touch each other lie apart.
    XCTAssertNotEqual(first, try content(of: original + [1]))
  }

  func testAFileOfManyGigabytesIsLookedAtInParts() throws {
    let url = directory.url.appendingPathComponent("large")
    XCTAssertTrue(FileManager.default.createFile(atPath: url.path, contents: nil))
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: 1 << 40)
    let first = try VideoContent(of: url)
    XCTAssertEqual(first.byteCount, 1 << 40)
    try handle.seek(toOffset: (1 << 40) - 1)
    try handle.write(contentsOf: Data([1]))
    XCTAssertNotEqual(first, try VideoContent(of: url))
    try handle.close()
  }

  func testWhatIsNoRegularFileHasNoContent() throws {
    let pipe = directory.url.appendingPathComponent("pipe")
    XCTAssertEqual(mkfifo(pipe.path, 0o600), 0)
    for (url, reason) in [
      (pipe, "it is no regular file"), (directory.url, "it is no regular file"),
      (directory.url.appendingPathComponent("nothing"), "No such file or directory"),
    ] {
      XCTAssertThrowsError(try VideoContent(of: url)) {
        XCTAssertEqual(($0 as? VideoContent.Failure)?.reason, reason)
      }
    }
  }
}
