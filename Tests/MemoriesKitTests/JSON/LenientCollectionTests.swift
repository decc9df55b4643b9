import XCTest

@testable import MemoriesKit

final class LenientCollectionTests: XCTestCase {
  private struct Video: Decodable, Equatable {
    let videoNo: String
    let tags: [String]?
  }

  private struct Page: Decodable {
    let totalCount: Int
    let videos: [Video]
  }

  func testSkipsElementsThatCannotBeReadAndNotesThem() throws {
    let drift = DriftLog()
    let page = try decodeLeniently(
      Page.self,
      #"{"total_count":"4","videos":[{"video_no":"VI1"},null,{"tags":[]},"x",{"videoNo":2}]}"#,
      drift: drift)
    XCTAssertEqual(page.totalCount, 4)
    XCTAssertEqual(page.videos.map(\.videoNo), ["VI1", "2"])
    XCTAssertEqual(drift.entries.map(\.kind), Array(repeating: .skippedElement, count: 3))
    XCTAssertEqual(drift.entries.map(\.path), ["videos[1]", "videos[2]", "videos[3]"])
    XCTAssertEqual(drift.entries.map(\.excerpt), ["null", #"{"tags":[]}"#, #""x""#])
  }

  func testSkipsInListsNestedAnywhere() throws {
    let drift = DriftLog()
    XCTAssertEqual(
      try decodeLeniently([[Int]].self, #"[[1,"a",2],3,[]]"#, drift: drift), [[1, 2], []])
    XCTAssertEqual(drift.entries.map(\.path), ["[0][1]", "[1]"])
    XCTAssertEqual(
      try decodeLeniently([String: [Int]?].self, #"{"a":[1,"b"],"c":null}"#, drift: drift),
      ["a": [1], "c": nil])
    XCTAssertEqual(drift.entries.last?.path, "a[1]")
  }

  func testKeepsOptionalElementsInPlace() throws {
    let drift = DriftLog()
    XCTAssertEqual(
      try decodeLeniently([Int?].self, #"[1,null,"null","",[],"2"]"#, drift: drift),
      [1, nil, nil, nil, nil, 2])
    XCTAssertEqual(drift.entries.map(\.kind), [.unreadableMember])
    XCTAssertEqual(drift.entries.map(\.path), ["[4]"])
  }

  func testKeepsTheKeysOfADictionaryAsSent() throws {
    let drift = DriftLog()
    XCTAssertEqual(
      try decodeLeniently(
        [String: Int].self, #"{"a_b":1,"aB":"2","AB":3,"c d":"x"}"#, drift: drift),
      ["a_b": 1, "aB": 2, "AB": 3])
    XCTAssertEqual(drift.entries.map(\.path), [#"["c d"]"#])
    XCTAssertEqual(drift.entries.map(\.kind), [.skippedElement])
  }

  func testTakesTheFirstReadableEntryOfARepeatedKey() throws {
    XCTAssertEqual(try decodeLeniently([String: Int].self, #"{"a":null,"a":1,"a":2}"#), ["a": 1])
  }

  func testReadsSetsAndOtherDictionariesStrictly() throws {
    XCTAssertEqual(try decodeLeniently(Set<Int>.self, #"[1,"2",1]"#), [1, 2])
    XCTAssertThrowsError(try decodeLeniently(Set<Int>.self, #"[1,"x"]"#))
    XCTAssertEqual(try decodeLeniently([Int: String].self, #"{"1":"a","2":3}"#), [1: "a", 2: "3"])
  }

  func testRefusesWhatIsNoCollection() {
    XCTAssertThrowsError(try decodeLeniently([Int].self, #"{"items":[1]}"#))
    XCTAssertThrowsError(try decodeLeniently([Int].self, "null"))
    XCTAssertThrowsError(try decodeLeniently([String: Int].self, "[]"))
  }

  func testReadsLargeObjectsKeyByKey() throws {
    let members = (0..<2000).map { "\"\($0)\":\($0)" }.joined(separator: ",")
    let numbers = try decodeLeniently([Int: Int].self, "{\"0\":null,\(members)}")
    XCTAssertEqual(numbers.count, 2000)
    XCTAssertTrue(numbers.allSatisfy { $0.key == $0.value })
    struct Model: Decodable { let videoNo: String }
    XCTAssertEqual(
      try decodeLeniently(Model.self, "{\(members),\"video_no\":\"VI1\"}").videoNo, "VI1")
  }
}
