import Foundation
import XCTest

@testable import MemoriesKit

final class LenientDecoderTests: XCTestCase {
  private struct Clip: Decodable, Equatable {
    let startTime: Double
    let endTime: Double
    let score: Double
    let videoBucket: String?
    let videoBlob: String?
  }

  private struct Answer<Content: Decodable>: Decodable {
    let code: String
    let data: Content
    let success: Bool?
  }

  func testReadsTheDocumentedClipsAlikeInAnySpelling() throws {
    let expected = [
      Clip(
        startTime: 12.5, endTime: 18.2, score: 0.8631, videoBucket: "mavi-resource",
        videoBlob: "VI576925607808602112.mp4"),
      Clip(
        startTime: 42, endTime: 47.8, score: 0.8124, videoBucket: "mavi-resource",
        videoBlob: "VI576925607808602112.mp4"),
    ]
    let original = JSONDocumentedAnswers.clipsByImage
    let spellings = [
      original, JSONDocumentedAnswers.clipsByImageWithFractions,
      original.replacing("start_time", with: "startTime").replacing(
        "video_blob", with: "videoBlob"),
      original.replacing(": 0.8631", with: ": \"0.8631\"").replacing("42,", with: "\"42\","),
      original.replacing("\"0000\"", with: "0").replacing(": true", with: ": \"true\""),
    ]
    for text in spellings {
      let drift = DriftLog()
      let answer = try decodeLeniently(Answer<[Clip]>.self, text, drift: drift)
      XCTAssertEqual(answer.data, expected, text)
      XCTAssertEqual(answer.success, true)
      XCTAssertEqual(drift.entries, [])
    }
  }

  func testTakesAbsenceInEverySpelling() throws {
    struct Model: Decodable, Equatable {
      var number: Int?
      var date: Date?
      var flag: Bool?
      var link: URL?
      var list: [Int]?
      var clip: Clip?
    }
    for absent in ["null", #""null""#, #""""#] {
      let names = ["number", "date", "flag", "link", "list", "clip"]
      let members = names.map { "\"\($0)\":\(absent)" }.joined(separator: ",")
      let drift = DriftLog()
      XCTAssertEqual(try decodeLeniently(Model.self, "{\(members)}", drift: drift), Model())
      XCTAssertEqual(drift.entries, [], absent)
    }
    XCTAssertEqual(try decodeLeniently(Model.self, "{}"), Model())
  }

  func testKeepsTextThatIsRequired() throws {
    struct Model: Decodable {
      let required: String
      let optional: String?
      let empty: String?
    }
    let model = try decodeLeniently(
      Model.self, #"{"required":"null","optional":"null","empty":""}"#)
    XCTAssertEqual(model.required, "null")
    XCTAssertNil(model.optional)
    XCTAssertEqual(model.empty, "")
  }

  func testLeavesOutAnOptionalThatCannotBeReadAndNotesIt() throws {
    struct Model: Decodable {
      let count: Int?
      let clip: Clip?
      let name: String
    }
    let drift = DriftLog()
    let text = #"{"count":"many","clip":{"start_time":1},"name":"n"}"#
    let value = try JSONValue(parsing: text)
    let model = try LenientDecoder.decode(Model.self, from: value, at: ["data"], drift: drift)
    XCTAssertNil(model.count)
    XCTAssertNil(model.clip)
    XCTAssertEqual(model.name, "n")
    XCTAssertEqual(drift.entries.map(\.kind), [.unreadableMember, .unreadableMember])
    XCTAssertEqual(drift.entries.map(\.path), ["data.count", "data.clip"])
    XCTAssertEqual(drift.entries.map(\.excerpt), [#""many""#, #"{"start_time":1}"#])
    XCTAssertEqual(drift.entries.map(\.reason).last, "no member endTime")
  }

  func testSaysWhereARequiredMemberIsWrong() throws {
    struct Page: Decodable { let videos: Inner }
    struct Inner: Decodable { let first: Clip }
    let text = #"{"videos":{"first":{"start_time":0,"end_time":"soon"}}}"#
    XCTAssertThrowsError(try decodeLeniently(Page.self, text)) { error in
      guard case DecodingError.typeMismatch(let type, let context) = error else {
        return XCTFail("\(error)")
      }
      XCTAssertTrue(type == Double.self)
      XCTAssertEqual(context.codingPath.map(\.stringValue), ["videos", "first", "endTime"])
      XCTAssertEqual(context.debugDescription, #"expected Double, found "soon""#)
    }
  }

  func testTellsMissingFromNull() throws {
    struct Model: Decodable { let name: String }
    XCTAssertThrowsError(try decodeLeniently(Model.self, "{}")) { error in
      guard case DecodingError.keyNotFound(let key, _) = error else { return XCTFail("\(error)") }
      XCTAssertEqual(key.stringValue, "name")
    }
    XCTAssertThrowsError(try decodeLeniently(Model.self, #"{"name":null}"#)) { error in
      guard case DecodingError.valueNotFound = error else { return XCTFail("\(error)") }
    }
  }

  func testInventsNoListWhereOneIsRequired() {
    struct Model: Decodable { let list: [Int] }
    for text in ["{}", #"{"list":null}"#, #"{"list":{"items":[1]}}"#, #"{"list":1}"#] {
      XCTAssertThrowsError(try decodeLeniently(Model.self, text), text)
    }
  }

  func testReadsBareValues() throws {
    XCTAssertEqual(try decodeLeniently(Int.self, #""7""#), 7)
    XCTAssertNil(try decodeLeniently(Int?.self, "null"))
    XCTAssertEqual(try decodeLeniently([String].self, "[1,true]"), ["1", "true"])
    XCTAssertThrowsError(try decodeLeniently(Int.self, "[]"))
    XCTAssertThrowsError(try decodeLeniently(Clip.self, "[]"))
  }

  func testReadsInheritedMembers() throws {
    class Base: Decodable {
      let id: Int64
    }
    final class Derived: Base {
      let name: String
      private enum CodingKeys: CodingKey { case name }
      required init(from decoder: any Decoder) throws {
        name = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .name)
        try super.init(from: decoder)
      }
    }
    let derived = try decodeLeniently(Derived.self, #"{"ID":"9007199254740993","name":"n"}"#)
    XCTAssertEqual(derived.id, 9_007_199_254_740_993)
    XCTAssertEqual(derived.name, "n")
  }

  func testGivesNoUserInformation() throws {
    struct Model: Decodable {
      let isEmpty: Bool
      init(from decoder: any Decoder) { isEmpty = decoder.userInfo.isEmpty }
    }
    XCTAssertTrue(try decodeLeniently(Model.self, "1").isEmpty)
  }
}

/// Reads a type from JSON text, as the tests of all lenient parts do.
func decodeLeniently<Value: Decodable>(
  _ type: Value.Type, _ text: String, drift: DriftLog = DriftLog()
) throws -> Value {
  try LenientDecoder.decode(type, from: JSONValue(parsing: text), drift: drift)
}
