import XCTest

@testable import MemoriesKit

final class ContentDispositionTests: XCTestCase {
  private func assertNames(
    _ table: [(header: String, name: String?)], file: StaticString = #filePath, line: UInt = #line
  ) {
    for (header, name) in table {
      let read = ContentDisposition(header).fileName
      // Compared scalar by scalar, since Swift takes "\r\n" and accents in two spellings for one.
      XCTAssertEqual(
        read.map { Array($0.unicodeScalars) }, name.map { Array($0.unicodeScalars) },
        "\(header.debugDescription) gave \(read.debugDescription)", file: file, line: line)
    }
  }

  /// The example of the page "Download Asset" (Visual Intelligence).
  func testTheDocumentedHeader() {
    assertNames([(#"attachment; filename="video.mp4""#, "video.mp4")])
  }

  /// Examples of RFC 6266, section 5, and RFC 8187, section 3.2.
  func testTheExamplesOfTheStandards() {
    assertNames([
      ("Attachment; filename=example.html", "example.html"),
      (#"INLINE; FILENAME= "an example.html""#, "an example.html"),
      ("attachment; filename*= UTF-8''%e2%82%ac%20rates", "€ rates"),
      (#"attachment; filename="EURO rates"; filename*=utf-8''%e2%82%ac%20rates"#, "€ rates"),
      ("attachment; filename*=iso-8859-1'en'%A3%20rates", "£ rates"),
    ])
  }

  func testTheStarredNameComesFirstWhereverItStands() {
    assertNames([
      ("attachment; filename*=UTF-8''b.mp4; filename=a.mp4", "b.mp4"),
      ("attachment; filename=a.mp4; filename*=UTF-8''b.mp4", "b.mp4"),
      (#"attachment; FileName*="UTF-8''b.mp4"; filename=a.mp4"#, "b.mp4"),
    ])
  }

  func testAStarredNameThatIsWrongGivesWayToTheOther() {
    for wrong in [
      "b.mp4", "UTF-8'b.mp4", "UTF-8''%", "UTF-8''%4", "UTF-8''%G0", "UTF-8''%+1", "UTF-8''% 1",
      "UTF-8''%FF", "UTF-8''%C3", "UTF-8''%ED%A0%80", "UTF-16''b", "''b", "UTF-8''", "UTF-8''é",
      "UTF-8''a b",
    ] {
      assertNames([
        ("attachment; filename*=\(wrong); filename=a.mp4", "a.mp4"),
        ("attachment; filename*=\(wrong)", nil),
      ])
    }
  }

  func testQuotedStrings() {
    assertNames([
      (#"attachment; filename="a;b.mp4""#, "a;b.mp4"),
      (#"attachment; filename="a=b; filename=c.mp4""#, "a=b; filename=c.mp4"),
      (#"attachment; filename="a\"b\\c.mp4""#, #"a"b\c.mp4"#),
      (#"attachment; filename="a\b.mp4""#, "ab.mp4"),
      (#"attachment; filename="a.mp4"garbage; size=3"#, "a.mp4"),
      (#"attachment; x="\";filename=no.mp4"; filename=a.mp4"#, "a.mp4"),
      (#"attachment; filename=" a.mp4 ""#, " a.mp4 "),
      (#"attachment; filename="%22é%41.mp4""#, "%22é%41.mp4"),
      (#"attachment; filename="=?UTF-8?B?YQ==?=""#, "=?UTF-8?B?YQ==?="),
    ])
  }

  func testWhatServersSendAlthoughTheyShouldNot() {
    assertNames([
      ("filename=a.mp4", "a.mp4"),
      (";filename=a.mp4;", "a.mp4"),
      ("attachment;filename=my movie.mp4 ; size=1", "my movie.mp4"),
      ("attachment ; filename\t=\ta.mp4", "a.mp4"),
      ("attachment; filename=a.mp4; filename=b.mp4", "a.mp4"),
      ("attachment; filename=電影.mp4", "電影.mp4"),
      ("attachment; filename=\"é›»å½±.mp4\"", "é›»å½±.mp4"),
    ])
  }

  func testUTF8ThatWasReadAsLatin1IsReadRightly() {
    assertNames([
      ("attachment; filename=\"na\u{C3}\u{AF}ve.mp4\"", "naïve.mp4"),
      ("attachment; filename=\"\u{E9}\u{9B}\u{BB}.mp4\"", "電.mp4"),
      ("attachment; filename=\"na\u{EF}ve.mp4\"", "naïve.mp4"),
      ("attachment; filename*=iso-8859-1''%C3%AF", "Ã¯"),
    ])
  }

  func testNoName() {
    for header in [
      "", ";", ";;;", "=", "\"", "\\", "attachment", "attachment; filename",
      "attachment; filename=",
      "attachment; filename=;", #"attachment; filename="""#, #"attachment; filename="open"#,
      #"attachment; filename="open\"#, #"attachment; filename="open\""#, "attachment; name=a",
      "attachment; xfilename=a", "attachment; filename*", "attachment; filename*=",
    ] {
      assertNames([(header, nil)])
    }
  }

  func testAnAbsurdHeaderIsReadInPartOnly() {
    let name = String(repeating: "a", count: 1_000_000)
    XCTAssertLessThan(ContentDisposition("filename=\(name)").fileName?.count ?? 0, 8192)
    assertNames([("\(name); filename=a.mp4", nil), ("filename=\"\(name)\"", nil)])
    assertNames([(String(repeating: ";", count: 1_000_000) + "filename=a", nil)])
  }

  func testEveryShortHeaderIsReadWithoutHarm() {
    let pieces = ["filename", "filename*", "=", ";", "\"", "\\", "'", "%", "UTF-8''", "\r\n", "é"]
    for a in pieces {
      for b in pieces {
        for c in pieces {
          for d in pieces {
            let name = ContentDisposition(a + b + c + d).fileName
            XCTAssertNotEqual(name, "")
          }
        }
      }
    }
  }
}
