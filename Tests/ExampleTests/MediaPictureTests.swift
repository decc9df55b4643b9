import Foundation
import MemoriesKitTesting
import XCTest

@testable import quickstart

final class MediaPictureTests: XCTestCase {
  private func number(_ data: Data) -> Int { data.reduce(0) { $0 << 8 | Int($1) } }

  func testThePictureIsACompletePNG() throws {
    var rest = SamplePicture.data
    XCTAssertEqual(Array(rest.prefix(8)), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    rest = rest.dropFirst(8)
    var contents: [String: Data] = [:]
    while !rest.isEmpty {
      let length = number(rest.prefix(4))
      let named = Data(rest.dropFirst(4).prefix(length + 4))
      let checksum = rest.dropFirst(length + 8).prefix(4)
      XCTAssertEqual(number(checksum), Int(Sandbox.checksum(named)))
      contents[String(decoding: named.prefix(4), as: UTF8.self)] = Data(named.dropFirst(4))
      rest = rest.dropFirst(length + 12)
    }
    XCTAssertEqual(contents["IHDR"], Data([0, 0, 0, 80, 0, 0, 0, 48, 8, 2, 0, 0, 0]))
    XCTAssertEqual(contents["IEND"], Data())

    let stream = try XCTUnwrap(contents["IDAT"])
    let lines = Data(stream.dropFirst(7).dropLast(4))
    XCTAssertEqual(lines.count, 48 * (1 + 80 * 3))
    XCTAssertEqual(
      Array(stream.prefix(7)), [0x78, 1, 1, 0x30, 0x2D, 0xCF, 0xD2], "one stored block")
    XCTAssertEqual(number(stream.suffix(4)), adler(lines))
    let line = Data(lines.dropFirst(16 * 241).prefix(241))
    XCTAssertEqual(Array(line[0..<4]), [0, 255, 0, 0])
    XCTAssertEqual(Array(line[49..<52]), [128, 128, 128])
  }

  /// From the definition: the sum of the bytes and the sum of the sums.
  private func adler(_ data: Data) -> Int {
    let one = data.reduce(1) { $0 + Int($1) }
    let two = data.enumerated().reduce(data.count) { $0 + (data.count - $1.0) * Int($1.1) }
    return (two % 65_521) << 16 | one % 65_521
  }
}
