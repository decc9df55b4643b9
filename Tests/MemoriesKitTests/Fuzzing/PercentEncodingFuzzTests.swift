import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

// Invariant: what was encoded consists of unreserved bytes and escapes only, so that it cannot reach
// beyond its place in a URL or a form, and decoding gives back the text byte for byte.
final class PercentEncodingFuzzTests: XCTestCase {
  func testQueriesFormsAndPathsAreReadBack() throws {
    try FuzzRun("percent encoding", cases: 2500).check { generator in
      let fields = (0..<generator.length(upTo: 4)).map { _ in
        MemoriesRequest.Field(generator.text(upTo: 3), generator.text())
      }
      let query = PercentEncoding.query(fields)
      try require(query.wholeMatch(of: /([A-Za-z0-9._~\/=&-]|%[0-9A-F]{2})*/) != nil, query)
      try require(Self.fields(of: query) == fields, query)

      let form = PercentEncoding.form(fields)
      try require(form.wholeMatch(of: /([A-Za-z0-9._*=&+-]|%[0-9A-F]{2})*/) != nil, form)
      try require(Self.fields(of: form.replacing("+", with: "%20")) == fields, form)

      let text = generator.isOne(of: 10) ? generator.pick([".", ".."]) : generator.text()
      let component = PercentEncoding.pathComponent(text)
      try require(component.wholeMatch(of: /([A-Za-z0-9._~:@-]|%[0-9A-F]{2})*/) != nil, component)
      if text == "." || text == ".." {
        try require(!["", ".", ".."].contains(Self.decoded(component)), component)
      } else {
        try require(Self.decoded(component) == text, component)
      }
      let address = "https://host.example/a/\(component)/b"
      let url = try XCTUnwrap(URL(string: address))
      try require(url.standardized.absoluteString == address, "\(url.standardized)")
    }
  }

  private static func fields(of query: String) -> [MemoriesRequest.Field] {
    if query.isEmpty { return [] }
    return query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
      let halves = pair.split(separator: "=", omittingEmptySubsequences: false)
      guard halves.count == 2 else {
        return MemoriesRequest.Field("not one equals sign", String(pair))
      }
      return MemoriesRequest.Field(decoded(String(halves[0])), decoded(String(halves[1])))
    }
  }

  /// Decodes by hand, since Foundation is what the SDK could have used too.
  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
