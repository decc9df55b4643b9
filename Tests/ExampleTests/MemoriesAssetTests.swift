import Foundation
import MemoriesKitTesting
import XCTest

/// `assets upload` and `assets status`.
final class MemoriesAssetTests: MemoriesTestCase {
  func testUploadForPeople() async throws {
    try write(100, named: "photo.png")
    let result = try await memories("assets", "upload", "photo.png")
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    XCTAssertEqual(result.output, "asset  \(try XCTUnwrap(sandbox.assetIDs.first))\n")
  }

  func testUploadAsJSON() async throws {
    try write(100, named: "photo.png")
    let result = try await memories("assets", "upload", "photo.png", "--json")
    XCTAssertEqual(try json(result.output), ["assetID": try XCTUnwrap(sandbox.assetIDs.first)])
  }

  func testUploadAndWait() async throws {
    try write(100, named: "photo.png")
    try await restart { $0.indexing = .afterPolls(0) }
    let result = try await memories("assets", "upload", "photo.png", "--wait", "--json")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(
      try json(result.output),
      ["assetID": try XCTUnwrap(sandbox.assetIDs.first), "uploadStatus": "SUCCESS"])
  }

  func testStatus() async throws {
    try write(100, named: "photo.png")
    _ = try await memories("assets", "upload", "photo.png")
    let assetID = try XCTUnwrap(sandbox.assetIDs.first)

    let people = fields(try await memories("assets", "status", assetID).output)
    XCTAssertEqual(people["asset"], assetID)
    XCTAssertEqual(people["file"], "photo.png")
    XCTAssertEqual(people["size"], "100 bytes")

    let text = try await memories("assets", "status", assetID, "--json").output
    let machine = try XCTUnwrap(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    XCTAssertEqual(machine["total"] as? Int, 1)
    let asset = try XCTUnwrap((machine["resource"] as? [[String: Any]])?.first)
    XCTAssertEqual(asset["assetID"] as? String, assetID)
    XCTAssertEqual(asset["originalFilename"] as? String, "photo.png")
    XCTAssertEqual(asset["extension"] as? String, "png")
  }

  func testStatusOfAnUnknownAsset() async throws {
    let result = try await memories("assets", "status", "re_1", "--json")
    XCTAssertEqual(result.status, 80)
    let error = try json(result.error)
    XCTAssertEqual(error["kind"], "notFound")
    XCTAssertEqual(error["code"], "400")
    XCTAssertEqual(error["outcome"], "refused")
  }
}
