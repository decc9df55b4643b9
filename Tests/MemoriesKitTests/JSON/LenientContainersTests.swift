import XCTest

@testable import MemoriesKit

final class LenientKeyedContainerTests: XCTestCase {
  private enum Key: String, CodingKey {
    case videoNo, cause, list, inner, missing
  }

  func testAnswersWhatAKeyedContainerIsAsked() throws {
    try withLenientDecoder(
      of: #"{"video_no":1,"videoNo":2,"cause":"null","list":[1],"list":[2],"inner":null}"#
    ) {
      let container = try $0.container(keyedBy: Key.self)
      XCTAssertEqual(container.allKeys, [.videoNo, .cause, .list, .inner])
      XCTAssertTrue(container.contains(.cause))
      XCTAssertTrue(container.contains(.inner))
      XCTAssertFalse(container.contains(.missing))
      XCTAssertTrue(try container.decodeNil(forKey: .cause))
      XCTAssertTrue(try container.decodeNil(forKey: .inner))
      XCTAssertTrue(try container.decodeNil(forKey: .missing))
      XCTAssertFalse(try container.decodeNil(forKey: .videoNo))
      XCTAssertEqual(try container.decode(Int.self, forKey: .videoNo), 2)
      XCTAssertEqual(try container.decode([Int].self, forKey: .list), [1])
    }
  }

  func testOpensNestedContainers() throws {
    try withLenientDecoder(of: #"{"inner":{"list":[1,[2],{"videoNo":"VI1"}]}}"#) {
      let outer = try $0.container(keyedBy: Key.self)
      let inner = try outer.nestedContainer(keyedBy: Key.self, forKey: .inner)
      XCTAssertEqual(inner.codingPath.map(\.stringValue), ["inner"])
      var list = try inner.nestedUnkeyedContainer(forKey: .list)
      XCTAssertEqual(list.count, 3)
      XCTAssertEqual(try list.decode(Int.self), 1)
      var second = try list.nestedUnkeyedContainer()
      XCTAssertEqual(second.codingPath.map(\.intValue), [nil, nil, 1])
      XCTAssertEqual(try second.decode(Int.self), 2)
      let third = try list.nestedContainer(keyedBy: Key.self)
      XCTAssertEqual(try third.decode(String.self, forKey: .videoNo), "VI1")
      XCTAssertTrue(list.isAtEnd)
      XCTAssertThrowsError(try outer.nestedContainer(keyedBy: Key.self, forKey: .missing))
      XCTAssertThrowsError(try outer.nestedUnkeyedContainer(forKey: .inner))
    }
  }

  func testGivesSuperDecoders() throws {
    try withLenientDecoder(of: #"{"super":{"videoNo":1},"inner":{"videoNo":2}}"#) {
      let container = try $0.container(keyedBy: Key.self)
      let base = try container.superDecoder()
      XCTAssertEqual(base.codingPath.map(\.stringValue), ["super"])
      XCTAssertEqual(try base.container(keyedBy: Key.self).decode(Int.self, forKey: .videoNo), 1)
      let inner = try container.superDecoder(forKey: .inner)
      XCTAssertEqual(try inner.container(keyedBy: Key.self).decode(Int.self, forKey: .videoNo), 2)
      let nothing = try container.superDecoder(forKey: .missing).singleValueContainer()
      XCTAssertTrue(nothing.decodeNil())
    }
  }

  func testNotesAnOptionalOfAnyScalarTypeThatCannotBeRead() throws {
    struct Model: Decodable {
      let a: Bool?, b: String?, c: Double?, d: Float?, e: Int?, f: Int8?, g: Int16?, h: Int32?
      let i: Int64?, j: UInt?, k: UInt8?, l: UInt16?, m: UInt32?, n: UInt64?
    }
    let names = "abcdefghijklmn".map(String.init)
    let drift = DriftLog()
    _ = try decodeLeniently(
      Model.self, "{" + names.map { "\"\($0)\":[]" }.joined(separator: ",") + "}", drift: drift)
    XCTAssertEqual(drift.entries.map(\.path), names)
  }
}

/// Reads text with a type whose way of decoding is `body`.
func withLenientDecoder(of text: String, _ body: (LenientDecoder) throws -> Void) throws {
  let reading = LenientReading(path: [], drift: DriftLog())
  try body(
    LenientDecoder(
      value: JSONValue(parsing: text), place: LenientPlace(parent: nil, position: .start),
      reading: reading))
}

final class LenientUnkeyedContainerTests: XCTestCase {
  func testWalksThroughAnUnkeyedContainer() throws {
    try withLenientDecoder(of: #"[null,"null",7,"x","y"]"#) {
      var list = try $0.unkeyedContainer()
      XCTAssertTrue(try list.decodeNil())
      XCTAssertTrue(try list.decodeNil())
      XCTAssertFalse(try list.decodeNil())
      XCTAssertEqual(list.currentIndex, 2)
      XCTAssertEqual(try list.decode(Int.self), 7)
      XCTAssertThrowsError(try list.decode(Int.self))
      XCTAssertEqual(list.currentIndex, 3, "stays where reading failed")
      XCTAssertEqual(try list.decode(String.self), "x")
      XCTAssertEqual(try list.superDecoder().singleValueContainer().decode(String.self), "y")
      XCTAssertTrue(list.isAtEnd)
      XCTAssertThrowsError(try list.decode(Int.self))
      XCTAssertThrowsError(try list.decodeNil())
    }
  }
}

final class LenientSingleValueContainerTests: XCTestCase {
  func testReadsASingleValueOfAnyType() throws {
    try withLenientDecoder(of: "[1]") {
      let container = try $0.singleValueContainer()
      XCTAssertFalse(container.decodeNil())
      XCTAssertEqual(try container.decode([Int].self), [1])
      XCTAssertEqual(try container.decode(JSONValue.self), .array([.number(JSONValue.Number(1))]))
      XCTAssertThrowsError(try container.decode(Int.self))
      XCTAssertThrowsError(try container.decode([String: Int].self))
    }
  }
}
