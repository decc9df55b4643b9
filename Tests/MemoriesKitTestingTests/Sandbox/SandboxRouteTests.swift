import XCTest

@testable import MemoriesKitTesting

final class SandboxRouteTests: XCTestCase {
  func testPatterns() {
    let cases: [(Sandbox.Route, String, String, Bool)] = [
      (.any, "PUT", "/", true), (.any, "GET", "/a/b", true),
      (Sandbox.Route("GET", "/a"), "GET", "/a", true),
      (Sandbox.Route("GET", "/a"), "POST", "/a", false),
      (Sandbox.Route("GET", "/a"), "GET", "/a/", false),
      (Sandbox.Route("GET", "/a"), "GET", "/a/b", false),
      (Sandbox.Route("GET", "/a/*"), "GET", "/a/b/c", true),
      (Sandbox.Route("GET", "/{x}/b"), "GET", "/a/b", true),
      (Sandbox.Route("GET", "/{x}/b"), "GET", "//b", false),
      (.visualSearch("POST", "/upload"), "POST", "/serve/api/v1/upload", true),
      (.visualIntelligence("*", "/{asset_id}"), "DELETE", "/serve/api/v2/re_1", true),
      (.visualIntelligence("*", "/{asset_id}"), "DELETE", "/serve/api/v1/re_1", false),
    ]
    for (route, method, path, isMatch) in cases {
      XCTAssertEqual(route.matches(method: method, path: path), isMatch, "\(route) \(path)")
    }
  }
}
