import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// libcurl repeats a request without a body when a kept connection breaks before any answer. What
/// is billed must never meet a kept connection. This server closes when it is asked to; what becomes
/// of one that does not is in `SessionPoolTests`.
final class FreshConnectionTests: TransferTestCase {
  private struct Summarize: Endpoint {
    typealias Output = Nothing
    let service = Service.visualSearch
    func request() -> ServiceRequest { ServiceRequest(.post, "summary") }
  }

  private func connections(of path: String) -> [Int] {
    sandbox.exchanges.filter { $0.request.path.hasSuffix(path) }.map(\.request.connection)
  }

  func testEachDownloadHasAConnectionOfItsOwn() async throws {
    serve(10_000, framing: .sized)
    let client = try client()
    for _ in 0..<4 { _ = try await client.download(anyLocation, to: .directory(folder.url)) }
    XCTAssertEqual(Set(connections(of: "/download")).count, 4)
  }

  func testSoHasARequestWithoutABodyThatMayBeBilled() async throws {
    sandbox.route("POST", "/serve/api/v1/summary") { _ in .json(#"{"code":"0000","data":null}"#) }
    let client = try client()
    for _ in 0..<4 { _ = try await client.send(Summarize()) }
    XCTAssertEqual(Set(connections(of: "/summary")).count, 4)
  }

  func testItIsNotRepeatedWhenItBreaks() async throws {
    sandbox.route("POST", "/serve/api/v1/summary") { _ in .json(#"{"code":"0000","data":null}"#) }
    let client = try client()
    _ = try await client.send(Summarize())
    sandbox.failNext(.visualSearch("POST", "/summary"), with: .resetAfterBody)
    let error = await failure { _ = try await client.send(Summarize()) }
    XCTAssertEqual(error?.outcome, .unknown)
    XCTAssertEqual(connections(of: "/summary").count, 2)
  }

  func testReadsThatCostNothingShareAConnection() async throws {
    let client = try client()
    for _ in 0..<4 { _ = try await client.send(VisualSearch.GetMetadata("VI1")) }
    XCTAssertEqual(Set(connections(of: "/get_metadata")).count, 1)
  }
}
