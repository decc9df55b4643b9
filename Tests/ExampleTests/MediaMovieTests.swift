import Foundation
import XCTest

@testable import quickstart

final class MediaMovieTests: XCTestCase {
  /// The contents of boxes by their path, for example `moov/trak/mdia`. Throws when a length does
  /// not fit.
  private func boxes(
    in data: Data, below parent: String = ""
  ) throws -> [String: (content: Data, offset: Int)] {
    var found: [String: (content: Data, offset: Int)] = [:]
    var rest = data
    while !rest.isEmpty {
      let length = number(rest, at: 0)
      guard (8...rest.count).contains(length) else { throw CocoaError(.fileReadCorruptFile) }
      let box = rest.prefix(length)
      let path = parent + String(decoding: box.dropFirst(4).prefix(4), as: UTF8.self)
      found[path] = (Data(box.dropFirst(8)), box.startIndex + 8)
      if ["moov", "trak", "mdia", "minf", "dinf", "stbl"].contains(path.suffix(4)) {
        found.merge(try boxes(in: Data(box.dropFirst(8)), below: path + "/")) { $1 }
      }
      rest = rest.dropFirst(length)
    }
    return found
  }

  private func number(_ data: Data, at offset: Int, byteCount: Int = 4) -> Int {
    data.dropFirst(offset).prefix(byteCount).reduce(0) { $0 << 8 | Int($1) }
  }

  func testTheBoxesNestAndTheTableFindsEveryFrame() throws {
    let boxes = try boxes(in: SampleMovie.data)
    let table = "moov/trak/mdia/minf/stbl/"
    let sizes = try XCTUnwrap(boxes[table + "stsz"]).content
    let place = number(try XCTUnwrap(boxes[table + "stco"]).content, at: 8)
    let frames = try XCTUnwrap(boxes["mdat"])

    XCTAssertEqual(place, frames.offset)
    XCTAssertEqual(number(sizes, at: 8), SampleScene.seconds)
    var offset = 0
    for index in 0..<SampleScene.seconds {
      let size = number(sizes, at: 12 + 4 * index)
      XCTAssertEqual(number(frames.content, at: offset), size - 4, "the length before the frame")
      XCTAssertEqual(frames.content[offset + 4], 0x65, "a frame that stands by itself")
      offset += size
    }
    XCTAssertEqual(offset, frames.content.count)
  }

  func testTheTrackTellsSizeAndLength() throws {
    let boxes = try boxes(in: SampleMovie.data)
    let track = try XCTUnwrap(boxes["moov/trak/tkhd"]).content
    XCTAssertEqual(number(track, at: 20), 5000)
    XCTAssertEqual(number(track, at: 76), 80 << 16)
    XCTAssertEqual(number(track, at: 80), 48 << 16)
    XCTAssertEqual(track.count, 84)
    XCTAssertEqual(try XCTUnwrap(boxes["moov/mvhd"]).content.count, 100)
  }

  func testFramesNeverLookLikeTheBeginningOfAUnit() {
    for second in 0..<SampleScene.seconds {
      let frame = SampleFrames.frame(second: second)
      for index in frame.indices.dropLast(2) where frame[index] == 0 && frame[index + 1] == 0 {
        XCTAssertGreaterThan(frame[index + 2], 2)
      }
    }
  }

  func testGolombCodesAreThoseOfTheStandard() {
    var bits = BitWriter()
    for number in [0, 1, 2, 3, 7] { bits.appendGolomb(number) }
    // 1 010 011 00100 0001000, filled up with zeros
    XCTAssertEqual(bits.bytes, [0b1010_0110, 0b0100_0001, 0b0000_0000])
  }
}
