import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class VisualIntelligenceDownloadResourceTests: XCTestCase {
  private let location = StorageLocation(bucket: "mavi-resource", blob: "a b/c&d.mp4")

  /// The page names the same four messages as Visual Search; here the code is the HTTP status.
  func testTheDocumentedErrorsHaveTheirKinds() async throws {
    let errors: [(String, MemoriesError.Kind)] = [
      ("Bucket cannot be null or empty", .refused),
      ("Blob cannot be null or empty", .refused),
      ("Resource does not exist", .notFound),
      (
        "Insufficient balance to download the resource. Please recharge and try again.",
        .insufficientBalance
      ),
      ("Request has exceeded the limit.", .refused),
    ]
    for (message, kind) in errors {
      let observed = try ObservedClient(.refused(code: "400", message, status: 400))
      let error = try await memoriesError {
        try await observed.client.chunks(of: VisualIntelligence.DownloadResource(at: location))
      }
      XCTAssertEqual(error.kind, kind, message)
      XCTAssertEqual(error.status, 400)
      XCTAssertEqual(error.operation, "VisualIntelligence.DownloadResource")
    }
  }
}
