import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// Every kind of call meets every fault of the sandbox, once and for ever. What has to come of it
/// follows from the rules in `MatrixExpectation`.
final class FaultMatrixTests: XCTestCase {
  private static let bound = Duration.seconds(20)

  private func run(
    _ operation: MatrixOperation, file: StaticString = #filePath, line: UInt = #line
  ) async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let media = try MatrixMedia(in: folder)
    let cells = MatrixCell.all(for: operation)
    for cell in cells {
      let complaints = await complaints(about: cell, media)
      for complaint in complaints { XCTFail("\(cell): \(complaint)", file: file, line: line) }
    }
    print("Fault matrix: \(cells.count) cells for \(operation.name).")
  }

  /// Runs a cell within its bound and says what is not as the rules have it.
  private func complaints(about cell: MatrixCell, _ media: MatrixMedia) async -> [String] {
    await withTaskGroup(of: [String].self) { group in
      group.addTask {
        do {
          return try await MatrixRun(cell, media).complaints()
        } catch {
          return ["\(error)"]
        }
      }
      group.addTask {
        do {
          try await Task.sleep(for: Self.bound)
          return ["not over after \(Self.bound)"]
        } catch {
          return []
        }
      }
      let first = await group.next() ?? []
      group.cancelAll()
      return first
    }
  }

  func testMetadata() async throws { try await run(.metadata) }
  func testList() async throws { try await run(.list) }
  func testSearch() async throws { try await run(.search) }
  func testUpload() async throws { try await run(.upload) }
  func testDownloadByLocation() async throws { try await run(.downloadByLocation) }
  func testDownloadByNumber() async throws { try await run(.downloadByNumber) }
  func testAssetUpload() async throws { try await run(.assetUpload) }
  func testAssetMetadata() async throws { try await run(.assetMetadata) }
  func testAssetDownload() async throws { try await run(.assetDownload) }
}
