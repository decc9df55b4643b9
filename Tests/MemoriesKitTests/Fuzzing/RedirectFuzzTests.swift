import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

// Invariant: wherever `Location` points, the address that is followed is plain ASCII, has a host and
// no credentials, and is https, or http to this very machine if the request was that already.
final class RedirectFuzzTests: XCTestCase {
  func testNoLocationLeadsToAnUnsafeAddress() throws {
    let sources = try ["https://api.example/a/b?c=d", "http://127.0.0.1:8080/a"]
      .map { try XCTUnwrap(URL(string: $0)) }
    try FuzzRun("redirects", cases: 3000).check { generator in
      let source = generator.pick(sources)
      let location = generator.location()
      let head = HTTPHead(status: 302, headers: ResponseHeaders(["location": location]))
      let target: URL?
      do throws(MemoriesError) {
        target = try Redirect.target(of: head, from: source, method: "GET")
      } catch {
        try require(error.outcome == .unknown && error.status == 302, "\(error)")
        return
      }
      let address = try XCTUnwrap(target?.absoluteString)
      try check(address, from: source.absoluteString, "\(location.debugDescription) to \(address)")
    }
  }

  /// Takes the address apart by hand, since the parser of Foundation made the decision.
  private func check(_ address: String, from source: String, _ words: String) throws {
    try require(address.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x5C }, words)
    let match = try XCTUnwrap(address.firstMatch(of: /^([A-Za-z]+):\/\/([^\/?#]*)/), words)
    let scheme = match.output.1.lowercased()
    let authority = match.output.2
    try require(!authority.isEmpty && !authority.hasPrefix(":"), "no host: \(words)")
    try require(!authority.contains("@"), "credentials: \(words)")
    if scheme == "https" { return }
    try require(scheme == "http" && !source.hasPrefix("https"), "a downgrade: \(words)")
    let host = authority.replacing(/:[0-9]*$/, with: "").lowercased()
    let isLoopback =
      host == "localhost" || host == "[::1]"
      || host.wholeMatch(of: /127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}/) != nil
    try require(isLoopback, "another machine: \(words)")
  }
}

extension SeededGenerator {
  fileprivate mutating func location() -> String {
    let pieces = [
      "https://", "HTTPS:", "http://", "//", "\\\\", "/\\", "127.0.0.1", "localhost", "[::1]",
      "api.example", "evil.example", "@", ":", ":443", ":80", ":99999", "user:word@", ".", "..",
      "/a", "?b", "#c", "%40", "%2F", "%00", "javascript:", "file:///etc/passwd", "data:,x",
      "127.1", "2130706433", "0x7f.1", "127.0.0.1.evil.example", "[::ffff:127.0.0.1]", "[", "]",
      "xn--", "１２７.0.0.1", "ⓛocalhost", "127。0。0。1",
    ]
    let location: String
    switch number(in: 0...3) {
    case 0:
      location =
        pick(["https://", "http://", "//", "HTTP://", "https:/", "https:"])
        + text(upTo: 2, of: pieces) + pick(["127.0.0.1", "localhost", "api.example", "[::1]"])
        + text(upTo: 3, of: pieces)
    case 1: location = pick(["https://a.example/b", "http://127.0.0.1:8080/a", "/x?y#z"])
    default: location = text(upTo: 8, of: pieces)
    }
    guard isOne(of: 3) else { return location }
    return String(decoding: mutated(Array(location.utf8), words: pieces), as: UTF8.self)
  }
}
