import Foundation
import MemoriesKit
import XCTest

final class FormPartTests: XCTestCase {
  private let source = MediaSource.file(URL(fileURLWithPath: "/films/my_video.MOV"))

  func testNameAndTypeOfAFileFollowFromItsSource() {
    XCTAssertEqual(
      FormPart("file", source).content,
      .media(source, fileName: "my_video.MOV", contentType: MediaType(fileName: "a.mov")))
  }

  func testTheTypeFollowsFromTheNameThatIsGiven() {
    XCTAssertEqual(
      FormPart("file", source, fileName: "other.mp4").content,
      .media(source, fileName: "other.mp4", contentType: MediaType(fileName: "a.mp4")))
  }

  func testATypeThatIsGivenWins() {
    XCTAssertEqual(
      FormPart("file", source, contentType: .octetStream).content,
      .media(source, fileName: "my_video.MOV", contentType: .octetStream))
  }
}
