import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class DownloadFileTests: XCTestCase {
  private var directory: TemporaryDirectory!

  override func setUpWithError() throws {
    directory = try TemporaryDirectory()
  }

  override func tearDown() {
    directory.remove()
  }

  private func url(_ name: String) -> URL {
    directory.url.appendingPathComponent(name, isDirectory: false)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: url(name), encoding: .utf8)
  }

  private func begin(
    _ destination: DownloadDestination, named name: String = "movie.mp4"
  ) async throws -> DownloadFile {
    let file = try await DownloadFile(for: destination, named: SafeFileName(firstOf: name))
    try await file.write([Data("new".utf8)])
    return file
  }

  // MARK: To the end

  func testNothingIsAtTheDestinationUntilItIsComplete() async throws {
    let file = try await begin(.file(url("movie.mp4")))
    let names = try directory.names()
    XCTAssertEqual(names.count, 1)
    XCTAssertTrue(names[0].hasPrefix(".movie.mp4.part-"), names[0])

    try await file.write([Data(" ".utf8), Data(), Data("film".utf8)])
    let byteCount = await file.byteCount
    XCTAssertEqual(byteCount, 8)
    let saved = try await file.commit()
    XCTAssertEqual(saved, url("movie.mp4"))
    XCTAssertEqual(try directory.names(), ["movie.mp4"])
    XCTAssertEqual(try text("movie.mp4"), "new film")
    XCTAssertEqual(descriptorCount(of: saved), 0)
  }

  func testADirectoryTakesTheNameThatTheServerGave() async throws {
    let file = try await begin(.directory(directory.url), named: "../video.mp4")
    let saved = try await file.commit()
    XCTAssertEqual(saved.path, url("video.mp4").path)
    XCTAssertEqual(try text("video.mp4"), "new")
  }

  func testAnEmptyDownloadIsAnEmptyFile() async throws {
    let file = try await DownloadFile(
      for: .file(url("a")), named: SafeFileName(firstOf: nil))
    _ = try await file.commit()
    XCTAssertEqual(try text("a"), "")
  }

  func testManyChunksKeepTheirOrder() async throws {
    let file = try await DownloadFile(for: .file(url("a")), named: SafeFileName(firstOf: nil))
    var expected = Data()
    for number in 0..<50 {
      let chunks = (0..<20).map { Data("\(number).\($0) ".utf8) }
      expected += chunks.reduce(Data(), +)
      try await file.write(chunks)
    }
    _ = try await file.commit()
    XCTAssertEqual(try Data(contentsOf: url("a")), expected)
  }

  func testTheLongestNameHasRoomForItsHiddenFile() async throws {
    let name = String(repeating: "ä", count: 125) + "a.mp4"
    XCTAssertEqual(name.utf8.count, 255)
    let file = try await begin(.file(url(name)))
    _ = try await file.commit()
    XCTAssertEqual(try text(name), "new")
  }

  // MARK: What is there already

  func testAFileThatAppearedMeanwhileIsLeftAlone() async throws {
    let file = try await begin(.file(url("movie.mp4")))
    try directory.write(Data("old".utf8), named: "movie.mp4")
    await assertFails(.alreadyExists) { try await file.commit() }
    await file.discard()
    XCTAssertEqual(try directory.names(), ["movie.mp4"])
    XCTAssertEqual(try text("movie.mp4"), "old")
  }

  func testNumbersCountUp() async throws {
    let destination = DownloadDestination.directory(directory.url)
    var saved: [String] = []
    for _ in 0..<3 { saved.append(try await begin(destination).commit().lastPathComponent) }
    XCTAssertEqual(saved, ["movie.mp4", "movie 2.mp4", "movie 3.mp4"])
    XCTAssertEqual(try directory.names(), saved.sorted())
  }

  func testNumbersStepOverWhatAppearedMeanwhileAndOverLinks() async throws {
    let file = try await begin(.file(url("movie.mp4"), whenExists: .number))
    try directory.write(Data("old".utf8), named: "movie.mp4")
    try FileManager.default.createSymbolicLink(
      at: url("movie 2.mp4"), withDestinationURL: url("elsewhere"))
    let saved = try await file.commit()
    XCTAssertEqual(saved.lastPathComponent, "movie 3.mp4")
    XCTAssertEqual(try directory.names(), ["movie 2.mp4", "movie 3.mp4", "movie.mp4"])
    XCTAssertEqual(try text("movie.mp4"), "old")
  }

  func testDownloadsOfOneNameAtTheSameTimeDoNotMeet() async throws {
    let directory = directory.url
    let names = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<20 {
        group.addTask {
          let file = try await DownloadFile(
            for: .directory(directory), named: SafeFileName(firstOf: "movie.mp4"))
          try await file.write([Data("\(number)".utf8)])
          return try await file.commit().lastPathComponent
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    XCTAssertEqual(Set(names).count, 20)
    XCTAssertEqual(try self.directory.names(), names.sorted())
    XCTAssertEqual(Set(try names.map(text)), Set((0..<20).map(String.init)))
  }

  func testReplacingTakesThePlaceOnlyAtTheEnd() async throws {
    try directory.write(Data("old".utf8), named: "movie.mp4")
    let file = try await begin(.file(url("movie.mp4"), whenExists: .replace))
    XCTAssertEqual(try text("movie.mp4"), "old")
    _ = try await file.commit()
    XCTAssertEqual(try text("movie.mp4"), "new")
    XCTAssertEqual(try directory.names(), ["movie.mp4"])
  }

  func testALinkIsReplacedAndNotFollowed() async throws {
    try directory.write(Data("old".utf8), named: "target")
    try FileManager.default.createSymbolicLink(
      at: url("movie.mp4"), withDestinationURL: url("target"))
    _ = try await begin(.file(url("movie.mp4"), whenExists: .replace)).commit()
    XCTAssertEqual(try text("target"), "old")
    XCTAssertEqual(try text("movie.mp4"), "new")
  }

  // MARK: Not to the end

  func testDiscardingLeavesNothing() async throws {
    let file = try await begin(.file(url("movie.mp4")))
    await file.discard()
    await file.discard()
    XCTAssertEqual(try directory.names(), [])
    await assertFails(.closed) { try await file.write([Data()]) }
    await assertFails(.closed) { try await file.commit() }
    XCTAssertEqual(try directory.names(), [])
  }

  func testWhatWasCommittedIsNeverRemoved() async throws {
    var file: DownloadFile? = try await begin(.file(url("movie.mp4")))
    _ = try await file?.commit()
    await file?.discard()
    if let file { await assertFails(.closed) { try await file.commit() } }
    file = nil
    XCTAssertEqual(try directory.names(), ["movie.mp4"])
  }

  func testLettingGoLeavesNothing() async throws {
    var file: DownloadFile? = try await begin(.file(url("movie.mp4")))
    XCTAssertNotNil(file)
    XCTAssertEqual(try directory.names().count, 1)
    file = nil
    XCTAssertEqual(try directory.names(), [])
  }

  func testADirectoryThatVanishedIsAnErrorAndNotACrash() async throws {
    let inner = directory.url.appendingPathComponent("inner", isDirectory: true)
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: false)
    let file = try await begin(.directory(inner))
    try FileManager.default.removeItem(at: inner)
    await assertFails(.notFound) { try await file.commit() }
    await file.discard()
    XCTAssertEqual(try directory.names(), [])
  }

  func testWhereNothingCanBeCreatedNothingBegins() async throws {
    try directory.write(Data(), named: "file")
    await assertFails(.notDirectory) { try await begin(.file(url("file/a.mp4"))) }
    await assertFails(.notFound) { try await begin(.directory(url("missing"))) }
    XCTAssertEqual(try directory.names(), ["file"])
  }

  #if os(Linux)
  /// The hidden file's descriptor is made to lead to /dev/full, which answers every write as a full
  /// disk does.
  func testAFullDiskIsAnErrorAndLeavesNothing() async throws {
    let file = try await begin(.file(url("movie.mp4")))
    let part = try XCTUnwrap(directory.names().first)
    var status = stat()
    XCTAssertEqual(stat(url(part).path, &status), 0)
    let inode = status.st_ino
    let descriptor = try XCTUnwrap(descriptors(where: { $0.st_ino == inode }).first)
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    XCTAssertEqual(dup2(full, descriptor), descriptor)
    close(full)

    let failure = await assertFails(.noSpace) { try await file.write([Data("x".utf8)]) }
    XCTAssertEqual(failure?.errorNumber, ENOSPC)
    XCTAssertEqual(failure?.action, .write)
    await assertFails(.noSpace) { try await file.write([Data()]) }
    await assertFails(.noSpace) { try await file.commit() }
    await file.discard()
    XCTAssertEqual(try directory.names(), [])
  }
  #endif
}
