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
