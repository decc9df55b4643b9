import Foundation
import MemoriesKit
import TestSupport
import XCTest

/// What all operations share, one check after the other, for each row of the table.
final class OperationTableTests: XCTestCase {
  /// A row that ends in an error does not keep the others from being checked.
  private func each(_ check: (any OperationChecks) async throws -> Void) async {
    for row in OperationTable.rows {
      do {
        try await check(row)
      } catch {
        XCTFail("\(row.traits.name): \(error)")
      }
    }
  }

  func testEveryOperationHasARow() throws {
    var declared: [String] = []
    for product in ["VisualSearch", "VisualIntelligence"] {
      let files = try XCTUnwrap(
        FileManager.default.enumerator(at: sources(product), includingPropertiesForKeys: nil))
      for case let file as URL in files where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        declared += text.matches(of: /OperationTraits\(\s*"([^"]+)"/).map { String($0.output.1) }
      }
    }
    XCTAssertEqual(OperationTable.rows.map(\.traits.name).sorted(), declared.sorted())
  }

  private func sources(_ folder: String) -> URL {
    Fixture.url("").deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/MemoriesKit/\(folder)", isDirectory: true)
  }

  func testNamesAreThoseOfTheTypesAndTraitsAreTheDocumentedOnes() {
    for row in OperationTable.rows { row.checkTraits() }
  }

  func testEveryPropertyIsSetInOneExampleAndLeftOutInAnotherIfItMayBe() {
    for row in OperationTable.rows { row.checkThatEveryPropertyHasItsExample() }
  }

  func testRequestsLookAsDocumented() async {
    await each { try await $0.checkWhatIsSent() }
  }

  func testFilesHaveTheRequestsNameWhenTheAnswerSuggestsNone() async {
    await each { try await $0.checkFileNames() }
  }

  func testEachLimitHoldsAtItsBoundaryAndNotBeyondAndNothingIsSent() async {
    await each { try await $0.checkLimits() }
  }

  func testDocumentedAnswersAreUnderstood() async {
    await each { try await $0.checkDocumentedAnswers() }
  }

  func testEveryLeafOfADocumentedBodyIsInWhatIsDecoded() async {
    await each { try await $0.checkDocumentedBodies() }
  }

  func testEveryDocumentedBodyHasASourceAndIsChecked() throws {
    struct Source: Decodable { let file, trust, source: String }
    let sources = try JSONDecoder().decode(
      [Source].self, from: Fixture.data("answers/SOURCES.json"))
    XCTAssertFalse(sources.contains { $0.trust.isEmpty || $0.source.isEmpty })
    let root = Fixture.url("answers")
    let folders = try FileManager.default.contentsOfDirectory(atPath: root.path)
      .filter { !$0.contains(".") }
    let files = try folders.flatMap { folder in
      try FileManager.default.contentsOfDirectory(
        atPath: root.appendingPathComponent(folder).path
      ).map { "\(folder)/\($0)" }
    }
    XCTAssertEqual(files.sorted(), sources.map(\.file).sorted())
    let checked =
      OperationTable.rows.flatMap(\.bodies).map(\.file) + VisualSearchCallbackTests.documented.keys
    XCTAssertEqual(Set(files).subtracting(checked), [], "nothing checks these")
  }

  func testALostLeafIsSeen() {
    func document(_ json: String) -> JSONDocument {
      JSONDocument(try? JSONSerialization.jsonObject(with: Data(json.utf8)))
    }
    let documented = document(#"{"a_b":[{"c":1},{"c":"2"}],"d":568102998803353601,"e":null}"#)
    XCTAssertEqual(
      documented.leavesMissing(
        in: document(#"{"aB":[{"C":"1"},{"c":2.0}],"d":"568102998803353601"}"#)),
      [])
    XCTAssertEqual(
      documented.leavesMissing(in: document(#"{"aB":[{"C":"1"}],"d":"568102998803353600"}"#)),
      ["data.a_b[1].c: 2, not nothing", "data.d: 568102998803353601, not 568102998803353600"])
  }

  func testRequestsCanWaitInAQueue() async {
    await each { try $0.checkStorage() }
  }

  func testAUsersOperationCanBeDescribedLikeOurs() async throws {
    let row = OperationSpecification(
      Subscribe.self, OperationTraits("Subscribe", .never),
      sends: [
        .init(Subscribe(), .post(.visualIntelligence, "me/subscriptions", .form([]))),
        .init(
          Subscribe(topics: ["a b", "c&d"]),
          .post(
            .visualIntelligence, "me/subscriptions", .form([("topic", "a b"), ("topic", "c&d")]))),
      ])
    row.checkThatEveryPropertyHasItsExample()
    try await row.checkWhatIsSent()
    try row.checkStorage()
  }
}

/// A form, of which the library has none yet.
private struct Subscribe: AnsweredOperation, Hashable, Codable {
  typealias Output = NoOutput
  static let traits = OperationTraits("Subscribe", .never)
  var topics: [String] = []
  var service: MemoriesService { .visualIntelligence }
  func request() -> MemoriesRequest {
    MemoriesRequest(
      .post, "me", "subscriptions", body: .form(topics.map { MemoriesRequest.Field("topic", $0) }))
  }
}
