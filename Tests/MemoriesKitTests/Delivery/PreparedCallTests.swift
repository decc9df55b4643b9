import Foundation
import XCTest

@testable import MemoriesKit

final class PreparedCallTests: XCTestCase {
  func testOnlyAFileOnDiskCountsAsAFile() throws {
    let movie = URL(fileURLWithPath: "/movie.mp4")
    var fromDisk: [MemoriesRequest.Part] = []
    fromDisk.add("file", .file(movie))
    var fromMemory: [MemoriesRequest.Part] = []
    fromMemory.add("file", .data(Data([1]), fileName: "photo.jpg"))

    XCTAssertTrue(try PreparedCall.test("POST", body: .multipart(fromDisk)).carriesFile)
    XCTAssertFalse(try PreparedCall.test("POST", body: .multipart(fromMemory)).carriesFile)
    XCTAssertFalse(try PreparedCall.test().carriesFile)
  }
}
