import Foundation
import MemoriesKit
import TestSupport
import XCTest

final class UploadVideoLimitsTests: XCTestCase {
  private typealias Change = (inout VisualSearch.UploadVideo) -> Void

  private var temporary: TemporaryDirectory?

  override func setUpWithError() throws { temporary = try TemporaryDirectory() }
  override func tearDown() { temporary?.remove() }

  private var directory: TemporaryDirectory {
    get throws { try XCTUnwrap(temporary) }
  }

  private func upload(_ name: String = "movie.mp4") throws -> VisualSearch.UploadVideo {
    VisualSearch.UploadVideo(file: try directory.write(Data("m".utf8), named: name))
  }

  private func fields(_ change: Change) throws -> [String] {
    var upload = try upload()
    change(&upload)
    return upload.problems().map(\.field)
  }

  // MARK: The file

  func testTheFourDocumentedExtensionsAreAcceptedInAnyCase() throws {
    for name in ["a.mp4", "a.avi", "a.mkv", "a.mov", "A.MP4", "a.MkV", "a.b.mov", ".x.avi"] {
      XCTAssertEqual(try upload(name).problems(), [], name)
    }
  }

  func testOtherExtensionsAreRefused() throws {
    for name in ["a.webm", "a.mp4.txt", "mp4", "a.", ".mp4", "a.mp4 ", "a.mp", "a.png"] {
      let problems = try upload(name).problems()
      XCTAssertEqual(problems.map(\.field), ["file"], name)
      XCTAssertTrue(try XCTUnwrap(problems.first).reason.contains(".mp4 .avi .mkv .mov"), name)
    }
  }

  func testAMissingFileAnEmptyOneAndADirectoryAreRefused() throws {
    let missing = try directory.url.appendingPathComponent("none.mp4")
    let empty = try directory.write(Data(), named: "empty.mp4")
    let folder = try directory.url.appendingPathComponent("folder.mp4", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let remote = try XCTUnwrap(URL(string: "https://example.com/movie.mp4"))
    for (file, words) in [
      (missing, "does not exist"), (empty, "is empty"), (folder, "is a folder"),
      (remote, "not the path of a local file"),
    ] {
      let problems = VisualSearch.UploadVideo(file: file).problems()
      XCTAssertEqual(problems.map(\.field), ["file"], file.lastPathComponent)
      XCTAssertTrue(try XCTUnwrap(problems.first).reason.contains(words), "\(problems)")
    }
  }

  func testThreeBinaryGigabytesAreTheMost() throws {
    let limit: Int64 = 3 << 30
    let largest = try SparseFile.create(
      limit, at: directory.url.appendingPathComponent("largest.mp4"))
    XCTAssertEqual(VisualSearch.UploadVideo(file: largest).problems(), [])
    let larger = try SparseFile.create(
      limit + 1, at: directory.url.appendingPathComponent("larger.mp4"))
    XCTAssertEqual(
      VisualSearch.UploadVideo(file: larger).problems().map(\.description),
      ["file: “larger.mp4” has 3221225473 bytes, and at most 3221225472 are allowed"])
  }

  // MARK: The parameters

  func testEachLimitHoldsAtItsBoundaryAndNotBeyond() throws {
    func callback(_ length: Int) -> URL? {
      let start = "https://a.example/"
      return URL(string: start + String(repeating: "x", count: length - start.count))
    }
    func text(_ count: Int) -> String { String(repeating: "é", count: count) }
    func tags(_ count: Int) -> [String] { (0..<count).map { "tag\($0)" } }
    let within: [Change] = [
      { $0.callback = callback(299) },
      { $0.cameraModel = text(200) },
      { $0.tags = tags(20) },
      { $0.location = VisualSearch.GeoPoint(latitude: 90, longitude: 180) },
      { $0.location = VisualSearch.GeoPoint(latitude: -90, longitude: -180) },
      { $0.scope = .uniqueID("a") },
      { $0.scope = .folder(.max) },
      { $0.scope = .defaultFolder },
      { $0.callback = URL(string: "HTTP://localhost:8080/done?video=1") },
      { $0.tags = [" a ", "b c"] },
      { $0.transcriptionPrompt = text(100_000) },
    ]
    for change in within { XCTAssertEqual(try fields(change), []) }
    let beyond: [(Change, String)] = [
      ({ $0.callback = callback(300) }, "callback"),
      ({ $0.cameraModel = text(201) }, "cameraModel"),
      ({ $0.tags = tags(21) }, "tags"),
      ({ $0.location = VisualSearch.GeoPoint(latitude: 90.0.nextUp, longitude: 0) }, "location"),
      (
        { $0.location = VisualSearch.GeoPoint(latitude: (-90.0).nextDown, longitude: 0) },
        "location"
      ),
      ({ $0.location = VisualSearch.GeoPoint(latitude: 0, longitude: 180.0.nextUp) }, "location"),
      (
        { $0.location = VisualSearch.GeoPoint(latitude: 0, longitude: (-180.0).nextDown) },
        "location"
      ),
      ({ $0.location = VisualSearch.GeoPoint(latitude: .nan, longitude: 0) }, "location"),
      ({ $0.location = VisualSearch.GeoPoint(latitude: 0, longitude: .nan) }, "location"),
      ({ $0.location = VisualSearch.GeoPoint(latitude: .infinity, longitude: 0) }, "location"),
      ({ $0.location = VisualSearch.GeoPoint(latitude: 0, longitude: -.infinity) }, "location"),
      ({ $0.scope = .uniqueID("") }, "scope"),
      ({ $0.scope = .folder(0) }, "scope"),
      ({ $0.scope = .folder(-2) }, "scope"),
      ({ $0.scope = .folder(-3) }, "scope"),
      ({ $0.scope = .folder(.min) }, "scope"),
      ({ $0.callback = URL(string: "/done") }, "callback"),
      ({ $0.callback = URL(string: "a.example/done") }, "callback"),
      ({ $0.callback = URL(string: "//a.example/done") }, "callback"),
      ({ $0.callback = URL(string: "https:///done") }, "callback"),
      ({ $0.callback = URL(string: "ftp://a.example/done") }, "callback"),
      ({ $0.callback = URL(fileURLWithPath: "/done") }, "callback"),
      ({ $0.tags = ["a", ""] }, "tags"),
      ({ $0.tags = ["a", " \n\u{2003}"] }, "tags"),
    ]
    for (change, field) in beyond { XCTAssertEqual(try fields(change), [field]) }
  }

  func testTheTimeOfCaptureIsADateOrTextAndNotBoth() throws {
    XCTAssertEqual(try fields { $0.capturedAtText = "2025-10-20 11:00:00" }, [])
    XCTAssertEqual(try fields { $0.capturedAt = Date(timeIntervalSince1970: 0) }, [])
    XCTAssertEqual(
      try fields {
        $0.capturedAt = Date(timeIntervalSince1970: 0)
        $0.capturedAtText = "2025-10-20 11:00:00"
      }, ["capturedAtText"])
    XCTAssertEqual(try fields { $0.capturedAtText = "2025-02-29 11:00:00" }, ["capturedAtText"])
    XCTAssertEqual(try fields { $0.capturedAtText = "" }, ["capturedAtText"])
    // A year of five digits does not fit the form.
    XCTAssertEqual(
      try fields { $0.capturedAt = Date(timeIntervalSince1970: 300_000_000_000) }, ["capturedAt"])
    XCTAssertEqual(
      try fields { $0.capturedAt = Date(timeIntervalSince1970: -200_000_000_000) }, ["capturedAt"])
    for seconds in [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude] {
      XCTAssertEqual(
        try fields { $0.capturedAt = Date(timeIntervalSince1970: seconds) }, ["capturedAt"])
    }
  }

  func testEverythingThatIsWrongIsToldAtOnceAndNothingIsSent() async throws {
    var upload = VisualSearch.UploadVideo(file: URL(fileURLWithPath: "/nowhere/movie.txt"))
    upload.scope = .uniqueID("")
    upload.callback = URL(string: "https://a.example/" + String(repeating: "x", count: 300))
    upload.capturedAt = Date(timeIntervalSince1970: 0)
    upload.capturedAtText = "yesterday"
    upload.cameraModel = String(repeating: "x", count: 201)
    upload.location = VisualSearch.GeoPoint(latitude: 91, longitude: -181)
    upload.tags = (0..<21).map(String.init)
    let observed = try ObservedClient()
    let refused = upload
    let error = try await memoriesError { try await observed.client.send(refused) }
    XCTAssertEqual(error.kind, .invalidRequest)
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.attempts, 0)
    XCTAssertEqual(error.operation, "VisualSearch.UploadVideo")
    XCTAssertEqual(
      error.problems.map(\.field),
      [
        "file", "file", "scope", "callback", "capturedAtText", "capturedAtText", "cameraModel",
        "location", "location", "tags",
      ])
    for problem in error.problems { XCTAssertTrue(error.description.contains(problem.reason)) }
    XCTAssertEqual(observed.replay.requests, [])
    XCTAssertEqual(observed.events.map(\.kind), [.callStarted, .callEnded])
    XCTAssertEqual(observed.events.last?.operation, "VisualSearch.UploadVideo")
    XCTAssertEqual(observed.events.last?.error, error)
    XCTAssertEqual(observed.events.last?.attempts, 0)
  }
}
