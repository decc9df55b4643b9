import Foundation
import MemoriesKit
import XCTest

final class ServiceRequestTests: XCTestCase {
  func testARequestIsAValue() {
    let request = MemoriesRequest(.get, "a", "b", query: [MemoriesRequest.Field("c", "d")])
    XCTAssertEqual(request.path, ["a", "b"])
    XCTAssertEqual(request.body, .none)
    var other = request
    XCTAssertEqual(Set([request, other]).count, 1)
    other.method = .delete
    XCTAssertEqual(Set([request, other]).count, 2)
  }
}

final class FormFieldTests: XCTestCase {
  func testAFieldSurvivesStorage() throws {
    let field = MemoriesRequest.Field("tags", "outdoor & \"2025\"")
    let stored = try JSONEncoder().encode(field)
    XCTAssertEqual(try JSONDecoder().decode(MemoriesRequest.Field.self, from: stored), field)
  }
}

final class RequestBodyTests: XCTestCase {
  private struct Sample: Encodable {
    var videoNo = "VI625239098370850816"
    var callback = "https://your.app/callback"
    var attempt = 1
  }

  func testJSONIsTheSameForEqualValues() throws {
    guard case .json(let data) = try MemoriesRequest.Body.json(Sample()) else {
      return XCTFail("not JSON")
    }
    XCTAssertEqual(
      String(decoding: data, as: UTF8.self),
      #"{"attempt":1,"callback":"https://your.app/callback","videoNo":"VI625239098370850816"}"#)
  }

  func testJSONThatIsWrittenAlreadyIsLeftAlone() {
    let data = Data("{ }".utf8)
    XCTAssertEqual(MemoriesRequest.Body.json(data), MemoriesRequest.Body.json(data))
    guard case .json(let kept) = MemoriesRequest.Body.json(data) else { return XCTFail("not JSON") }
    XCTAssertEqual(kept, data)
  }

  func testNumbersThatJSONLacksAreRefused() {
    XCTAssertThrowsError(try MemoriesRequest.Body.json(["latitude": Double.nan]))
  }
}

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
