import Foundation
import XCTest

@testable import MemoriesKit

final class PercentEncodingTests: XCTestCase {
  /// The example of the page "Download by bucket and blob" (Visual Search).
  func testTheDocumentedDownloadQuery() {
    XCTAssertEqual(
      PercentEncoding.query([
        MemoriesRequest.Field("bucket", "mavi-resource"),
        MemoriesRequest.Field("blob", "VI625239098370850816.mp4"),
      ]),
      "bucket=mavi-resource&blob=VI625239098370850816.mp4")
  }

  func testAQueryKeepsItsOrderAndItsSlashes() {
    XCTAssertEqual(
      PercentEncoding.query([
        MemoriesRequest.Field("z", "a/b/c"), MemoriesRequest.Field("a", "1"),
        MemoriesRequest.Field("z", ""),
      ]),
      "z=a/b/c&a=1&z=")
  }

  func testEverythingReservedInAQueryIsEncoded() {
    XCTAssertEqual(
      PercentEncoding.query([
        MemoriesRequest.Field("a=b", "x + y&z=1#f?%20;,:@!$'()*[]\"\\<>\r\n\0é🎬~-._")
      ]),
      "a%3Db=x%20%2B%20y%26z%3D1%23f%3F%2520%3B%2C%3A%40%21%24%27%28%29%2A%5B%5D%22%5C%3C%3E%0D%0A"
        + "%00%C3%A9%F0%9F%8E%AC~-._")
  }

  func testAQueryIsReadBackByFoundation() throws {
    let value = "ünï +&=#%?/ 日本 🎬"
    var components = URLComponents()
    components.percentEncodedQuery = PercentEncoding.query([MemoriesRequest.Field("blob", value)])
    XCTAssertEqual(components.queryItems, [URLQueryItem(name: "blob", value: value)])
  }

  func testAFormIsWrittenAsBrowsersWriteIt() {
    XCTAssertEqual(
      PercentEncoding.form([
        MemoriesRequest.Field("a b", "c+d&e=f/g~h*-._é"), MemoriesRequest.Field("tags", "\r\n"),
      ]),
      "a+b=c%2Bd%26e%3Df%2Fg%7Eh*-._%C3%A9&tags=%0D%0A")
  }

  func testNothingGivesNothing() {
    XCTAssertEqual(PercentEncoding.query([]), "")
    XCTAssertEqual(PercentEncoding.form([]), "")
    XCTAssertEqual(PercentEncoding.pathComponent(""), "")
  }

  func testAnIdentifierStaysInItsPlace() throws {
    let identifiers = [
      "re_660727003963174912", "../x", "a/b?c", "a#b", "%2e%2e", "..", ".", "%2E%2E/", "..;",
      "a\\b",
      "/", "//evil.example", "@evil.example", ":80", "\r\nHost: evil", "\0", "é🎬", "...",
    ]
    for identifier in identifiers {
      let component = PercentEncoding.pathComponent(identifier)
      let text = "https://host.example/v2/\(component)/metadata"
      let url = try XCTUnwrap(URL(string: text), identifier)
      XCTAssertEqual(url.host, "host.example")
      XCTAssertNil(url.query)
      XCTAssertNil(url.fragment)
      XCTAssertEqual(url.absoluteString, text)
      XCTAssertEqual(url.standardized.absoluteString, text)
      XCTAssertFalse(component.contains("/"))
      // What a URL parser takes for a step upwards.
      let dots = component.lowercased().replacing("%2e", with: ".")
      XCTAssertFalse(dots == "." || dots == "..", component)
    }
  }

  func testAnIdentifierIsReadBackByTheServer() {
    for identifier in ["re_660727003963174912", "../x", "a/b?c", "%2e", "é🎬", "a b+c"] {
      XCTAssertEqual(PercentEncoding.pathComponent(identifier).removingPercentEncoding, identifier)
    }
  }
}
