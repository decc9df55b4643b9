import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

@testable import memories

/// What the page of a search is made of, whatever the service says.
final class MemoriesPageTests: XCTestCase {
  private static let hostile = #"</h2><script>alert(1)</script><img src=x onerror="a()">'&"#

  private func page(_ hits: [Hit], _ media: HitMedia = HitMedia(), question: String = "a") -> Page {
    let question = HitPage.Question(text: question, place: "here", nothing: "nothing found")
    return Page(
      HitPage(question: question, hits: hits, media: media, date: Date(timeIntervalSince1970: 0))
        .html.text)
  }

  /// The tags and texts of a page.
  private struct Page {
    let text: String
    private(set) var tags: [(name: String, attributes: String)] = []

    init(_ text: String) {
      self.text = text
      // Of the page's own style and script only the tags are of interest.
      let rest = text.replacing(#/<(style|script)([^>]*)>.*?</\1>/#.dotMatchesNewlines()) {
        "<\($0.1)\($0.2)></\($0.1)>"
      }
      tags = rest.matches(of: #/<([!\/a-z0-9]+)([^<>]*)>/#.ignoresCase()).map {
        (String($0.1), String($0.2))
      }
    }

    func count(_ name: String) -> Int { tags.count { $0.name == name } }

    func attributes(_ name: String) -> [String] {
      tags.filter { $0.name == name }.map(\.attributes)
    }

    /// The tag that is closed wrongly, if there is one.
    var imbalance: String? {
      var open: [String] = []
      for name in tags.map(\.name) where !["meta", "img", "!DOCTYPE"].contains(name) {
        if !name.hasPrefix("/") {
          open.append(name)
        } else if open.popLast() != String(name.dropFirst()) {
          return name
        }
      }
      return open.last
    }
  }

  private static func stored(_ blob: String) -> StoredFile {
    .at(StorageLocation(bucket: "b", blob: blob))
  }

  func testEachHitIsInItsVideo() {
    let hits = (0..<200).map {
      Hit(source: "VI\($0 % 3)", name: "day \($0 % 3)", start: Double($0), end: Double($0) + 0.5)
    }
    let page = page(hits)
    XCTAssertNil(page.imbalance)
    XCTAssertEqual(page.count("section"), 3)
    XCTAssertEqual(page.count("svg"), 3)
    XCTAssertEqual(page.count("rect"), 200)
    XCTAssertEqual(Set(page.attributes("li")).count, 200, "the ids are not unique")
    XCTAssertEqual(
      Set(page.attributes("a").compactMap { $0.firstMatch(of: #/href="#([^"]+)"/#)?.1 }),
      Set(page.attributes("li").compactMap { $0.firstMatch(of: #/id="([^"]+)"/#)?.1 }))
    XCTAssertTrue(page.text.contains(": 200 hits"))
    XCTAssertEqual(page.count("video") + page.count("button") + page.count("img"), 0)
  }

  func testNothingFoundIsSaid() {
    let page = page([])
    XCTAssertNil(page.imbalance)
    XCTAssertEqual(page.count("section"), 0)
    XCTAssertTrue(page.text.contains(": nothing found</p>"), page.text)
  }

  func testNothingThatTheServiceSaysIsMarkup() throws {
    var media = HitMedia()
    media[Self.stored("v")] = .missing(Self.hostile)
    media[Self.stored("k")] = .missing(Self.hostile)
    let hit = Hit(
      source: Self.hostile, name: Self.hostile + "\u{202E}\u{0}", start: 1, end: 2,
      score: 0.5, words: Self.hostile, video: Self.stored("v"), picture: Self.stored("k"))
    let hostile = page([hit], media, question: Self.hostile)
    let harmless = page(
      [
        Hit(
          source: "VI1", name: "n", start: 1, end: 2, score: 0.5, words: "w",
          video: Self.stored("v"), picture: Self.stored("k"))
      ], media, question: "q")
    XCTAssertNil(hostile.imbalance)
    XCTAssertEqual(hostile.tags.map(\.name), harmless.tags.map(\.name))
    XCTAssertFalse(hostile.text.unicodeScalars.contains("\u{202E}"))
    XCTAssertFalse(hostile.text.unicodeScalars.contains("\u{0}"))
    XCTAssertEqual(hostile.text.matches(of: #/onerror=&quot;/#).count, 7)
  }

  func testAStatedTypeIsNoMarkup() {
    var media = HitMedia()
    media[Self.stored("k")] = HitMedia.Medium(
      picture: Data([1]), contentType: #"image/png" onerror="a()"#)
    media[Self.stored("v")] = HitMedia.Medium(video: Data([1]), type: #"video/mp4"><b>"#)
    let page = page(
      [Hit(source: "VI1", start: 1, video: Self.stored("v"), picture: Self.stored("k"))], media)
    XCTAssertNil(page.imbalance)
    XCTAssertEqual(page.count("b"), 0)
    XCTAssertEqual(
      page.attributes("img"),
      [
        #" src="data:image/png&quot; onerror=&quot;a();base64,AQ==" alt="A picture of it" "#
          + #"loading="lazy""#
      ])
  }

  func testThePlayerBeginsAtTheBestHit() {
    var media = HitMedia()
    media[Self.stored("v")] = .beside("a/b.mp4")
    let page = page(
      [
        Hit(source: "VI1", start: 12.5, end: 18.2, score: 0.9, video: Self.stored("v")),
        Hit(source: "VI1", start: 3, score: 0.4, video: Self.stored("v")),
        Hit(source: "VI1", score: 0.3, video: Self.stored("v")),
      ], media)
    XCTAssertNil(page.imbalance)
    XCTAssertTrue(page.attributes("video")[0].hasSuffix(#"src="a/b.mp4#t=12.5,18.2""#))
    XCTAssertEqual(
      page.attributes("button"),
      [
        #" type="button" data-start="12.5" data-end="18.2""#,
        #" type="button" data-start="3.0" data-end="""#,
      ])
    XCTAssertTrue(page.text.contains(">0:12.5 to 0:18.2</button>"))
  }

  func testTimesThatNoVideoHas() {
    for (start, end) in [(Double.nan, 1.0), (-1, 1), (1e300, nil), (1, .infinity), (5, 2)] {
      let page = page([Hit(source: "VI1", start: start, end: end, score: .nan)])
      XCTAssertNil(page.imbalance)
      XCTAssertFalse(page.text.contains("nan") || page.text.contains("inf"), page.text)
    }
    XCTAssertEqual(HitPage.time(0), "0:00")
    XCTAssertEqual(HitPage.time(61.26), "1:01.3")
    XCTAssertEqual(HitPage.time(59.96), "1:00")
    XCTAssertEqual(HitPage.time(3725), "1:02:05")
  }

  func testPicturesAreKnownByTheirBytes() {
    func type(_ bytes: [UInt8], _ stated: String? = nil) -> String? {
      HitMedia.Medium(picture: Data(bytes), contentType: stated).source?.text
        .firstMatch(of: #/^data:([^;]+);/#).map { String($0.1) }
    }
    XCTAssertEqual(type([0x89, 0x50, 0x4E, 0x47]), "image/png")
    XCTAssertEqual(type([0xFF, 0xD8, 0xFF]), "image/jpeg")
    XCTAssertEqual(type(Array("RIFF....WEBP".utf8), "text/html"), "image/webp")
    XCTAssertEqual(type(Array("ftypavif".utf8), "image/avif"), "image/avif")
    XCTAssertNil(type(Array("<html>".utf8), "text/html"))
  }
}
