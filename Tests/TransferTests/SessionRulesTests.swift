import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

/// Sessions that an app has changed.
final class SessionRulesTests: TransferTestCase {
  func testTheChangeReachesEverySession() async throws {
    let rules = SessionRules { $0.httpAdditionalHeaders = ["X-Session": "mine"] }
    let client = try client {
      $0.engine = .automatic
      $0.sessionRules = rules
    }
    _ = try? await client.send(VisualSearch.ListVideos())
    // A request that must not be repeated has another session.
    _ = try? await client.download(
      anyLocation, to: .file(folder.url.appendingPathComponent("a.mp4")))
    let other = try self.client { $0.engine = .urlSession }
    _ = try? await other.send(VisualSearch.ListVideos())
    XCTAssertEqual(
      sandbox.exchanges.map { $0.request.headers["X-Session"] }, ["mine", "mine", nil])
  }

  func testTheClientsOwnSettingsStay() async throws {
    let client = try client {
      $0.engine = .urlSession
      $0.sessionRules = SessionRules { $0.timeoutIntervalForRequest = 0.000_001 }
    }
    let page = try await client.send(VisualSearch.ListVideos())
    XCTAssertEqual(page.videos?.count, 0)
  }

  func testLibcurlHasNoSessions() {
    for change in [
      { (configuration: inout MemoriesClient.Configuration) in configuration.engine = .libcurl },
      { configuration in configuration.usesProxies = false },
    ] {
      XCTAssertThrowsError(
        try client {
          $0.sessionRules = SessionRules()
          change(&$0)
        }
      ) { error in
        XCTAssertEqual((error as? MemoriesError)?.kind, .notConfigured)
      }
    }
  }
}
