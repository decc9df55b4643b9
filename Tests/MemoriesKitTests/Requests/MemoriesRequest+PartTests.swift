import Foundation
import MemoriesKit
import XCTest

final class FormPartTests: XCTestCase {
  private let source = MediaSource.file(URL(fileURLWithPath: "/films/my_video.MOV"))

  func testNameAndTypeOfAFileFollowFromItsSource() {
    XCTAssertEqual(
      MemoriesRequest.Part("file", source).content,
      .media(
        source, fileName: "my_video.MOV", contentType: MediaSource.ContentType(fileName: "a.mov")))
  }

  func testTheTypeFollowsFromTheNameThatIsGiven() {
    XCTAssertEqual(
      MemoriesRequest.Part("file", source, fileName: "other.mp4").content,
      .media(source, fileName: "other.mp4", contentType: MediaSource.ContentType(fileName: "a.mp4"))
    )
  }

  func testATypeThatIsGivenWins() {
    XCTAssertEqual(
      MemoriesRequest.Part("file", source, contentType: .octetStream).content,
      .media(source, fileName: "my_video.MOV", contentType: .octetStream))
  }
}
