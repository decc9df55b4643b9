import Foundation
import XCTest

@testable import MemoriesKit

final class SafeFileNameTests: XCTestCase {
  /// What a server could send, and what is left of it.
  private let names: [(name: String, safe: String)] = [
    ("video.mp4", "video.mp4"),
    ("my film (1).tar.gz", "my film (1).tar.gz"),
    ("", "download"),
    (" ", "download"),
    (".", "download"),
    ("..", "download"),
    ("...", "download"),
    (". . .", "download"),
    ("/", "download"),
    ("\\", "download"),
    ("//\\\\", "download"),
    ("../../etc/passwd", "passwd"),
    ("..\\..\\Windows\\win.ini", "win.ini"),
    ("/etc/passwd", "passwd"),
    ("C:\\fakepath\\movie.mp4", "movie.mp4"),
    ("C:movie.mp4", "Cmovie.mp4"),
    ("\\\\server\\share\\movie.mp4", "movie.mp4"),
    ("a/../b", "b"),
    ("a/b/", "b"),
    ("a/..", "a"),
    ("a/./", "a"),
    ("../\\/..", "download"),
    ("~/.ssh/authorized_keys", "authorized_keys"),
    (".bashrc", "bashrc"),
    ("..hidden", "hidden"),
    (" .hidden", "hidden"),
    (". hidden", "hidden"),
    ("  a  b  ", "a  b"),
    ("a.mp4.", "a.mp4"),
    ("a.mp4. .", "a.mp4"),
    ("a\0b.mp4", "ab.mp4"),
    ("a.mp4\0.exe", "a.mp4.exe"),
    (".\0./x", "x"),
    ("\0.", "download"),
    ("a\r\nb.mp4", "ab.mp4"),
    ("a\tb\u{1B}[31m\u{7F}\u{85}.mp4", "ab[31m.mp4"),
    ("a\u{2028}b\u{2029}c", "abc"),
    ("photo\u{202E}gpj.exe", "photogpj.exe"),
    ("\u{2066}a\u{2069}\u{200E}\u{200F}\u{61C}.mp4", "a.mp4"),
    ("a\u{200B}b\u{FEFF}c\u{AD}d.mp4", "abcd.mp4"),
    ("\u{200D}.\u{200C}", "download"),
    ("\u{200D}a\u{200D}", "a"),
    ("\u{FFFE}a\u{FFFF}b\u{1FFFE}", "ab"),
    ("\u{E0041}a\u{E007F}", "a"),
    ("\u{A0}\u{3000}a\u{2003}", "a"),
    ("file.txt:evil.exe", "file.txtevil.exe"),
    ("a<b>c\"d|e?f*g.mp4", "abcdefg.mp4"),
    ("???", "download"),
    ("CON", "_CON"),
    ("nul.mp4", "_nul.mp4"),
    ("Aux.tar.gz", "_Aux.tar.gz"),
    ("COM1", "_COM1"),
    ("lpt9.txt", "_lpt9.txt"),
    ("com¹.txt", "_com¹.txt"),
    ("CON .txt", "_CON .txt"),
    ("con:", "_con"),
    ("CON.", "_CON"),
    ("/dev/CON", "_CON"),
    ("CONIN$", "_CONIN$"),
    ("CONSOLE.txt", "CONSOLE.txt"),
    ("COM10", "COM10"),
    ("COM", "COM"),
    ("-rf", "-rf"),
    ("%2e%2e%2fpasswd", "%2e%2e%2fpasswd"),
    ("naïve.mp4", "naïve.mp4"),
    ("nai\u{308}ve.mp4", "nai\u{308}ve.mp4"),
    ("電影.mp4", "電影.mp4"),
    ("می\u{200C}خواهم.mp4", "می\u{200C}خواهم.mp4"),
    ("👩‍👩‍👧🏽.mp4", "👩‍👩‍👧🏽.mp4"),
    ("\u{301}a.mp4", "\u{301}a.mp4"),
    (".\u{301}a.mp4", "\u{301}a.mp4"),
    ("a/\u{301}b", "\u{301}b"),
  ]

  func testThereAreEnoughNames() {
    XCTAssertGreaterThanOrEqual(names.count, 40)
  }

  func testHostileNames() {
    for (name, safe) in names {
      XCTAssertEqual(
        Array(SafeFileName(firstOf: name).text.unicodeScalars), Array(safe.unicodeScalars),
        "\(name.debugDescription) gave \(SafeFileName(firstOf: name).text.debugDescription)")
    }
  }

  func testASafeNameIsLeftAlone() {
    for (_, safe) in names {
      XCTAssertEqual(SafeFileName(firstOf: safe).text, safe)
    }
  }

  func testEverySafeNameIsOneComponentOfAPath() {
    for (name, _) in names {
      let safe = SafeFileName(firstOf: name).text
      let url = URL(fileURLWithPath: "/downloads", isDirectory: true).appendingPathComponent(safe)
      XCTAssertEqual(url.standardized.pathComponents.count, 3)
      XCTAssertEqual(url.standardized.lastPathComponent, safe)
    }
  }

  func testTheFirstNameOfWhichSomethingIsLeftIsTaken() {
    XCTAssertEqual(SafeFileName(firstOf: nil, "..", "a/b.mp4", "c.mp4").text, "b.mp4")
    XCTAssertEqual(SafeFileName(firstOf: nil, "").text, "download")
  }

  // MARK: Length

  func testALongNameKeepsItsExtension() {
    let safe = SafeFileName(firstOf: String(repeating: "a", count: 300) + ".mp4").text
    XCTAssertEqual(safe, String(repeating: "a", count: 251) + ".mp4")
  }

  func testALongNameIsCutBetweenCharacters() {
    let family = "👩‍👩‍👧"
    let safe = SafeFileName(firstOf: String(repeating: family, count: 100) + ".mp4").text
    XCTAssertEqual(safe, String(repeating: family, count: 251 / family.utf8.count) + ".mp4")
    let accents = SafeFileName(firstOf: String(repeating: "e\u{301}", count: 200)).text
    XCTAssertEqual(accents, String(repeating: "e\u{301}", count: 85))
  }

  func testWhatLooksLikeALongExtensionIsNone() {
    let safe = SafeFileName(firstOf: "a." + String(repeating: "b", count: 300)).text
    XCTAssertEqual(safe, "a." + String(repeating: "b", count: 253))
  }

  func testNoNameIsLongerThanFileSystemsAllow() {
    for unit in ["a", "é", "電", "🎬", "👩‍👩‍👧", "a.", "a ", ".", "\u{301}"] {
      for ending in ["", ".mp4", ".", " ", ".電"] {
        let safe = SafeFileName(firstOf: String(repeating: unit, count: 400) + ending).text
        XCTAssertLessThanOrEqual(safe.utf8.count, 255)
        XCTAssertEqual(SafeFileName(firstOf: safe).text, safe, "still safe after the cut")
      }
    }
  }

  func testAMarkStandsBeforeTheExtension() {
    let marked = [
      ("movie.mp4", "movie 2.mp4"), ("movie", "movie 2"), ("a.tar.gz", "a.tar 2.gz"),
      (".config", ".config 2"),
    ]
    for (name, expected) in marked {
      XCTAssertEqual(SafeFileName.shortened(name, inserting: " 2"), expected)
    }
    XCTAssertEqual(
      SafeFileName.shortened(String(repeating: "a", count: 251) + ".mp4", inserting: " 2"),
      String(repeating: "a", count: 249) + " 2.mp4")
  }
}
