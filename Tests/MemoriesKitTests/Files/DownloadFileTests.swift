import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class DownloadFileTests: DirectoryTestCase {
  private func begin(_ destination: DownloadDestination) async throws -> DownloadFile {
    let file = DownloadFile(for: destination)
    try file.open()
    try await file.write([Data("new".utf8)])
    return file
  }

  private func makeDirectory(_ name: String) throws -> URL {
    let url = directory.url.appendingPathComponent(name, isDirectory: true)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    return url
  }

  // MARK: To the end

  func testNothingIsAtTheDestinationUntilItIsComplete() async throws {
    let file = try await begin(.file(url("movie.mp4")))
    let names = try directory.names()
    XCTAssertEqual(names.count, 1)
    XCTAssertTrue(names[0].hasPrefix(".download-") && names[0].hasSuffix(".part"), names[0])

    try await file.write([Data(" ".utf8), Data(), Data("film".utf8)])
    let saved = try await file.commit()
    XCTAssertEqual(saved, url("movie.mp4"))
    XCTAssertEqual(try directory.names(), ["movie.mp4"])
    XCTAssertEqual(try text("movie.mp4"), "new film")
    XCTAssertEqual(descriptorCount(of: saved), 0)
  }

  func testWhatSomebodyPutInItsPlaceIsNotTakenForIt() async throws {
    for replace in [
      { (path: String) in
        try FileManager.default.removeItem(atPath: path)
        try Data("other".utf8).write(to: URL(fileURLWithPath: path))
      },
      { (path: String) in
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(
          atPath: path, withDestinationPath: "/etc/hostname")
      },
    ] {
      let file = try await begin(.file(url("movie.mp4")))
      try replace(url(try XCTUnwrap(directory.names().first)).path)
      do {
        _ = try await file.commit()
        XCTFail("nothing was thrown")
      } catch {
        XCTAssertEqual(error.reason, .changed)
      }
      await file.discard()
      XCTAssertEqual(try directory.names(), [])
    }
  }

  func testADirectoryTakesTheNameThatTheServerGave() async throws {
    let file = try await begin(.directory(directory.url))
    let saved = try await file.commit(named: SafeFileName(firstOf: "../video.mp4"))
    XCTAssertEqual(saved.path, url("video.mp4").path)
    XCTAssertEqual(try text("video.mp4"), "new")
  }

  func testAnEmptyDownloadIsAnEmptyFile() async throws {
    let file = DownloadFile(for: .file(url("a")))
    try file.open()
    _ = try await file.commit()
    XCTAssertEqual(try text("a"), "")
  }

  func testManyChunksKeepTheirOrder() async throws {
    let file = DownloadFile(for: .file(url("a")))
    try file.open()
    var expected = Data()
    for number in 0..<50 {
      let chunks = (0..<20).map { Data("\(number).\($0) ".utf8) }
      expected += chunks.reduce(Data(), +)
      try await file.write(chunks)
    }
    _ = try await file.commit()
    XCTAssertEqual(try Data(contentsOf: url("a")), expected)
  }

  func testTheLongestNameCanBeGiven() async throws {
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
          let file = DownloadFile(for: .directory(directory))
          try file.open()
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
    var file: DownloadFile? = DownloadFile(for: .file(url("movie.mp4")))
    try file?.open()
    XCTAssertEqual(try directory.names().count, 1)
    file = nil
    XCTAssertEqual(try directory.names(), [])
  }

  func testADirectoryThatVanishedIsAnErrorAndNotACrash() async throws {
    let inner = try makeDirectory("inner")
    let file = try await begin(.directory(inner))
    try FileManager.default.removeItem(at: inner)
    await assertFails(.notFound) { try await file.commit() }
    await file.discard()
    XCTAssertEqual(try directory.names(), [])
  }

  func testWhereNothingCanBeCreatedNothingBegins() async throws {
    try directory.write(Data(), named: "file")
    await assertFails(.notDirectory) { try await begin(.file(url("file/a.mp4"))) }
    await assertFails(.notFound) { try await begin(.file(url("missing/a.mp4"))) }
    await assertFails(.notDirectory) { try await begin(.directory(url("file"))) }
    await assertFails(.alreadyExists) { try await begin(.file(url("file"))) }
    XCTAssertEqual(try directory.names(), ["file"])
  }

  // MARK: Before it begins

  func testNothingIsOnDiskAndNothingOpenUntilItIsOpened() async throws {
    let file = DownloadFile(for: .directory(url("a/b")))
    XCTAssertEqual(try directory.names(), [])
    await assertFails(.closed) { try await file.write([Data()]) }
    await file.discard()
    assertFails(.closed) { try file.open() }
    XCTAssertEqual(try directory.names(), [])
  }

  func testAMissingDirectoryIsMade() async throws {
    let file = try await begin(.directory(url("a/b")))
    XCTAssertEqual(try directory.names(), ["a"])
    let saved = try await file.commit()
    XCTAssertEqual(saved.path, url("a/b/movie.mp4").path)
    XCTAssertEqual(try text("a/b/movie.mp4"), "new")
  }

  func testOpeningAgainDoesNothing() async throws {
    let file = try await begin(.file(url("movie.mp4")))
    let names = try directory.names()
    try file.open()
    XCTAssertEqual(try directory.names(), names)
    _ = try await file.commit()
    XCTAssertEqual(try text("movie.mp4"), "new")
    assertFails(.closed) { try file.open() }
  }

  func testAnotherAttemptBeginsAnewInTheSameFile() async throws {
    let file = try await begin(.file(url("movie.mp4")))
    let names = try directory.names()
    try await file.restart()
    XCTAssertEqual(try directory.names(), names)
    try await file.write([Data("no".utf8)])
    _ = try await file.commit()
    XCTAssertEqual(try text("movie.mp4"), "no")
  }

  func testOnceOpenItNeedsNoDescriptorAnyMore() async throws {
    let destination = DownloadDestination.directory(directory.url)
    _ = try await begin(destination).commit()
    let file = DownloadFile(for: destination)
    try file.open()
    let limit = try LoweredLimit.noDescriptors()
    defer { limit.restore() }
    try await file.write([Data("new".utf8)])
    let saved = try await file.commit()
    limit.restore()
    XCTAssertEqual(saved.lastPathComponent, "movie 2.mp4")
    XCTAssertEqual(try text("movie 2.mp4"), "new")
  }

  func testWithoutDescriptorsItDoesNotBegin() throws {
    let file = DownloadFile(for: .directory(directory.url))
    try withoutFreeDescriptors {
      let failure = assertFails(.noDescriptors) { try file.open() }
      XCTAssertEqual(
        failure?.message,
        "the process has no free file descriptors, and the folder “\(directory.url.path)” needs one"
      )
    }
    XCTAssertEqual(try directory.names(), [])
    try file.open()
    XCTAssertEqual(try directory.names().count, 1)
  }

  // MARK: A directory that does not stay

  func testADirectoryThatIsRenamedKeepsItsDownload() async throws {
    let inner = try makeDirectory("inner")
    for destination in [
      DownloadDestination.directory(inner), .file(inner.appendingPathComponent("movie.mp4")),
      .file(inner.appendingPathComponent("movie.mp4"), whenExists: .replace),
    ] {
      let file = try await begin(destination)
      XCTAssertEqual(rename(inner.path, url("moved").path), 0)
      try await file.write([Data("er".utf8)])
      let saved = try await file.commit()
      XCTAssertEqual(saved.path, url("moved/movie.mp4").path)
      XCTAssertEqual(try text("moved/movie.mp4"), "newer")
      XCTAssertEqual(try directory.names(), ["moved"])
      try FileManager.default.removeItem(at: saved)
      XCTAssertEqual(rename(url("moved").path, inner.path), 0)
    }
  }

  func testADirectoryThatIsSwappedForALinkKeepsItsDownload() async throws {
    let inner = try makeDirectory("inner")
    let elsewhere = try makeDirectory("elsewhere")
    let file = try await begin(.directory(inner))
    XCTAssertEqual(rename(inner.path, url("moved").path), 0)
    try FileManager.default.createSymbolicLink(at: inner, withDestinationURL: elsewhere)
    let saved = try await file.commit()
    XCTAssertEqual(saved.path, url("moved/movie.mp4").path)
    XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path), [])
  }

  func testADirectoryThatIsRenamedKeepsNothingOfADownloadThatFailed() async throws {
    let inner = try makeDirectory("inner")
    let file = try await begin(.directory(inner))
    var other: DownloadFile? = DownloadFile(for: .directory(inner))
    try other?.open()
    XCTAssertEqual(rename(inner.path, url("moved").path), 0)
    XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: url("moved").path).count, 2)
    await file.discard()
    other = nil
    XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: url("moved").path), [])
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

extension DownloadFile {
  fileprivate func commit() async throws(FileFailure) -> URL {
    try await commit(named: SafeFileName(firstOf: "movie.mp4"))
  }
}
