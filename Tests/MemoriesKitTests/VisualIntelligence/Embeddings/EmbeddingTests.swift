import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class EmbeddingTests: XCTestCase {
  private func embed(_ data: String, _ texts: String...) async throws -> [[Double]] {
    let observed = try ObservedClient(.agreed(data))
    return try await observed.client.send(VisualIntelligence.EmbedTexts(texts))
      .vectors.map(\.values)
  }

  func testTheThreeShapesOfVectorsAreRead() async throws {
    let list = try await embed(#"[{"embedding":[1,2.5]},{"embedding":["3",-4e2]}]"#, "a", "b")
    XCTAssertEqual(list, [[1, 2.5], [3, -400]])
    let one = try await embed(#"{"embedding":[1,2]}"#, "a")
    XCTAssertEqual(one, [[1, 2]])
    let several = try await embed(#"{"embeddings":[[1],[2]]}"#, "a", "b")
    XCTAssertEqual(several, [[1], [2]])
  }

  func testAVectorIsNeverShorterThanItWasSent() async throws {
    for data in [
      #"{"embedding":[1,null]}"#, #"{"embedding":[1,"x"]}"#, #"{"embedding":[]}"#,
      #"{"embedding":[1,"NaN"]}"#, #"{"embedding":[1,1e999]}"#, #"{"embedding":"x"}"#, "{}", "[]",
      "null", #"[{"embedding":[1]},{"embedding":[2]}]"#, #"[{"embedding":[[1]]}]"#,
    ] {
      let error = try await thrownMemoriesError { try await self.embed(data, "a") }
      XCTAssertEqual(error.kind, .unexpectedAnswer, data)
      XCTAssertEqual(error.outcome, .done, data)
    }
    for data in [
      #"[{"embedding":[1]},{"embedding":null}]"#, #"[{"embedding":[1]},null]"#,
      #"[{"embedding":[1]},{"embedding":[1,2]}]"#, #"{"embeddings":[[1],"x"]}"#,
    ] {
      let error = try await thrownMemoriesError { try await self.embed(data, "a", "b") }
      XCTAssertEqual(error.kind, .unexpectedAnswer, data)
    }
  }

  func testVectorsHaveTheLengthThatWasAskedFor() async throws {
    var request = VisualIntelligence.EmbedTexts(["a"])
    request.dimensionality = 3
    let observed = try ObservedClient(.agreed(#"[{"embedding":[1,2]}]"#))
    let error = try await thrownMemoriesError { try await observed.client.send(request) }
    XCTAssertEqual(error.detail, "the vectors have [2] numbers")
  }

  func testSimilarity() throws {
    typealias Embedding = VisualIntelligence.Embedding
    func similarity(_ a: [Double], _ b: [Double]) -> Double? {
      Embedding(a).cosineSimilarity(to: Embedding(b))
    }
    XCTAssertEqual(try XCTUnwrap(similarity([1, 0], [1, 1])), 0.5.squareRoot(), accuracy: 1e-12)
    XCTAssertEqual(similarity([1, 2], [1, 2]), 1)
    XCTAssertEqual(similarity([1, 2], [-2, -4]), -1)
    XCTAssertEqual(similarity([1, 0], [0, 5]), 0)
    XCTAssertEqual(similarity([1e200, 1e200], [1e200, 1e200]), 1)
    XCTAssertEqual(similarity([1e-200, 0], [1e-200, 0]), 1)
    XCTAssertNil(similarity([1], [1, 2]))
    XCTAssertNil(similarity([0, 0], [1, 2]))
    XCTAssertNil(similarity([], []))
    XCTAssertNil(similarity([.nan], [1]))
  }
}
