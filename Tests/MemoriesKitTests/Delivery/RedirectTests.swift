import Foundation
import XCTest

@testable import MemoriesKit

final class RedirectTests: XCTestCase {
  private func target(
    _ location: String?, status: Int = 302, from address: String = "https://api.example/a/b?c=d",
    method: String = "GET"
  ) throws -> String? {
    let fields = location.map { ["Location": $0] } ?? [:]
    let head = HTTPHead(status: status, headers: ResponseHeaders(fields))
    let url = try XCTUnwrap(URL(string: address))
    return try Redirect.target(of: head, from: url, method: method)?.absoluteString
  }

  private func refusal(
    _ location: String?, from address: String = "https://api.example/a", method: String = "GET",
    line: UInt = #line
  ) async throws -> MemoriesError {
    let error = try await thrownMemoriesError(line: line) {
      try target(location, from: address, method: method)
    }
    XCTAssertEqual(error.kind, .unexpectedAnswer, line: line)
    XCTAssertEqual(error.status, 302, line: line)
    return error
  }

  func testTheFiveStatusesThatNameAnotherPlaceAreFollowed() throws {
    for status in [301, 302, 303, 307, 308] {
      XCTAssertEqual(
        try target("https://other.example/x", status: status), "https://other.example/x")
    }
    for status in [200, 204, 300, 304, 305, 306, 400, 500] {
      XCTAssertNil(try target("https://other.example/x", status: status), "\(status)")
    }
  }

  func testALocationMayBeRelative() throws {
    let targets = [
      "/x": "https://api.example/x",
      "x": "https://api.example/a/x",
      "../x": "https://api.example/x",
      "?e=f": "https://api.example/a/b?e=f",
      "//other.example/x": "https://other.example/x",
    ]
    for (location, expected) in targets {
      XCTAssertEqual(try target(location), expected)
    }
  }

  func testTheSchemeMayBeWrittenInCapitals() throws {
    XCTAssertEqual(try target("HTTPS://other.example/X?Y"), "HTTPS://other.example/X?Y")
    XCTAssertEqual(
      try target("HTTP://127.0.0.1:8080/x", from: "http://localhost/a"), "HTTP://127.0.0.1:8080/x")
  }

  func testHTTPSNeverLeadsToLess() async throws {
    let locations = [
      "http://api.example/a", "http://127.0.0.1/a", "http://localhost/a", "ftp://api.example/a",
      "file:///etc/passwd", "data:text/plain,x", "javascript:alert(1)",
    ]
    for location in locations {
      let error = try await refusal(location)
      XCTAssertEqual(error.outcome, .unknown, location)
    }
    _ = try await refusal("http://127.0.0.1/a", from: "HTTPS://api.example/a")
  }

  func testPlainHTTPMayLeadToTheMachineItselfOrToHTTPS() async throws {
    let local = "http://127.0.0.1:8080/a"
    XCTAssertEqual(try target("/x", from: local), "http://127.0.0.1:8080/x")
    XCTAssertEqual(try target("http://localhost/x", from: local), "http://localhost/x")
    XCTAssertEqual(try target("https://api.example/x", from: local), "https://api.example/x")
    _ = try await refusal("http://api.example/x", from: local)
  }

  func testALocationWithCredentialsIsRefused() async throws {
    for location in ["https://user@api.example/a", "https://user:word@api.example/a"] {
      let error = try await refusal(location)
      XCTAssertEqual(error.outcome, .unknown)
      XCTAssertFalse("\(error)".contains("word"), "\(error)")
    }
  }

  func testALocationThatIsMissingOrNoAddressIsRefused() async throws {
    for location in [nil, "", "https://[::1/a", "https://", "https:///a"] {
      let error = try await refusal(location)
      XCTAssertEqual(error.outcome, .unknown, location ?? "missing")
    }
  }

  func testWhatWasPostedIsNotPostedElsewhere() async throws {
    for location in ["https://other.example/x", "/x", nil] {
      let error = try await refusal(location, method: "POST")
      XCTAssertEqual(error.outcome, .unknown)
    }
  }
}

final class OriginTests: XCTestCase {
  private func url(_ address: String) throws -> URL {
    try XCTUnwrap(URL(string: address), address)
  }

  func testHTTPSIsSafeAnywhere() throws {
    for address in [
      "https://api.memories.ai/serve", "HTTPS://API.MEMORIES.AI", "https://10.0.0.1:8443/a",
    ] {
      XCTAssertTrue(Origin.isSafe(try url(address)), address)
    }
  }

  func testPlainHTTPIsSafeOnTheMachineItselfOnly() throws {
    for address in [
      "http://localhost", "http://LOCALHOST:8080/a", "http://127.0.0.1", "http://127.1.2.3:9",
      "http://127.255.255.255", "http://[::1]", "http://[::1]:8080/a", "HTTP://127.0.0.1/",
    ] {
      XCTAssertTrue(Origin.isSafe(try url(address)), address)
    }
    for address in [
      "http://api.memories.ai", "http://127.0.0.1.evil.com", "http://localhost.evil.com",
      "http://evil.com/127.0.0.1", "http://127.0.0.1:80@evil.com", "http://localhost@evil.com",
      "http://127.evil.com", "http://128.0.0.1", "http://127.0.0.256", "http://127.0.0",
      "http://127.0.0.1.", "http://[::2]", "http://[::ffff:10.0.0.1]", "http://0.0.0.0",
      "http://127.0.0.+1", "http://127.0.0.08", "http://127.0.0.01",
      "http://127.00.0.1", "http://0127.0.0.1", "http://127..0.1", "http://2130706433",
      "http://evil.com#localhost",
    ] {
      guard let url = URL(string: address) else { continue }
      XCTAssertFalse(Origin.isSafe(url), address)
    }
  }

  func testCredentialsAndOtherSchemesAreNeverSafe() throws {
    for address in [
      "https://user@api.memories.ai", "https://user:word@api.memories.ai",
      "https://:word@a.example",
      "ftp://api.memories.ai", "file:///etc/passwd", "wss://localhost", "https:///a", "https:",
      "relative/path", "data:,x",
    ] {
      guard let url = URL(string: address) else { continue }
      XCTAssertFalse(Origin.isSafe(url), address)
    }
  }

  func testCaseAndDefaultPortsMakeNoDifference() throws {
    let same = [
      ("https://api.example/a", "HTTPS://API.EXAMPLE/b"),
      ("https://api.example/a", "https://api.example:443/a"),
      ("http://localhost/a", "http://localhost:80?b"),
    ]
    for (one, other) in same {
      XCTAssertEqual(Origin(try url(one)), Origin(try url(other)))
    }
  }

  func testSchemeHostAndPortMakeADifference() throws {
    let origin = Origin(try url("https://api.example/a"))
    for other in [
      "http://api.example/a", "https://api.example:444/a", "https://api.example:80/a",
      "https://www.api.example/a", "https://api.example.evil.com/a", "https://evil.com/api.example",
    ] {
      XCTAssertNotEqual(origin, Origin(try url(other)), other)
    }
  }

  func testWhatHasNoHostHasNoOrigin() throws {
    for address in ["relative", "/path", "file:///a", "https:///a", "data:,x"] {
      guard let url = URL(string: address) else { continue }
      XCTAssertNil(Origin(url), address)
    }
  }
}
