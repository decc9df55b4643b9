import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class DownloadingTests: DirectoryTestCase {
  private let request = VisualSearch.DownloadResource(
    at: StorageLocation(bucket: "mavi-resource", blob: "clips/VI1.mp4"))

  /// The error of a download into the directory, which must leave nothing there.
  private func failure(
    _ answer: ReplayAnswer, expectedByteCount: Int64? = nil, maximumByteCount: Int64? = nil,
    line: UInt = #line
  ) async throws -> MemoriesError {
    let observed = try ReplayedClient(answering: answer)
    let error = try await thrownMemoriesError(line: line) {
      try await observed.client.download(
        request, to: .directory(directory.url), expectedByteCount: expectedByteCount,
        maximumByteCount: maximumByteCount)
    }
    XCTAssertEqual(error.operation, "VisualSearch.DownloadResource", line: line)
    XCTAssertEqual(try directory.names(), [], line: line)
    return error
  }

  // MARK: A file

  func testAFileIsSavedUnderTheServicesName() async throws {
    let observed = try ReplayedClient(
      answering: .stream(
        "the film", type: "video/mp4", disposition: "attachment; filename=\"movie.mp4\"",
        pieces: [3, 2]))
    let saved = try await observed.client.download(request, to: .directory(directory.url))
    XCTAssertEqual(saved.url.path, url("movie.mp4").path)
    XCTAssertEqual(saved.byteCount, 8)
    XCTAssertEqual(saved.contentType, "video/mp4")
    XCTAssertEqual(try text("movie.mp4"), "the film")
    XCTAssertEqual(try directory.names(), ["movie.mp4"])
    XCTAssertEqual(observed.story, ["GET /serve/api/v1/download", "200"])
  }

  func testNamesComeFromTheHeaderOrTheBlobAndAreHarmless() async throws {
    let names: [(String?, String)] = [
      ("attachment; filename=\"movie.mp4\"", "movie.mp4"),
      ("attachment; filename=\"old.mp4\"; filename*=UTF-8''n%C3%A9w.mp4", "néw.mp4"),
      ("attachment; filename*=UTF-8''a%3Bb.mp4; filename=old.mp4", "a;b.mp4"),
      (nil, "VI1.mp4"),
      ("attachment", "VI1.mp4"),
      ("attachment; filename=\"\"", "VI1.mp4"),
      ("attachment; filename=\"..\"", "VI1.mp4"),
      ("attachment; filename=\"../../etc/passwd\"", "passwd"),
      ("attachment; filename*=UTF-8''%2Fetc%2Fpasswd", "passwd"),
      ("attachment; filename*=UTF-8''..%5C..%5Cmovie.mp4", "movie.mp4"),
      ("attachment; filename*=UTF-8''movie%00.mp4%0A", "movie.mp4"),
      ("attachment; filename=\".hidden\"", "hidden"),
      ("attachment; filename=\"CON.mp4\"", "_CON.mp4"),
      ("attachment; filename=\"\(ReplayedClient.key).mp4\"", "[API key].mp4"),
    ]
    for (disposition, name) in names {
      let observed = try ReplayedClient(answering: .stream("film", disposition: disposition))
      let saved = try await observed.client.download(request, to: .directory(directory.url))
      XCTAssertEqual(saved.url.lastPathComponent, name, disposition ?? "none")
      XCTAssertEqual(try directory.names(), [name])
      try FileManager.default.removeItem(at: saved.url)
    }
  }

  func testWhatIsThereAlreadyIsTreatedAsAsked() async throws {
    try directory.write(Data("old".utf8), named: "movie.mp4")
    let client = try ReplayedClient(
      answering: .stream("new", disposition: "attachment; filename=movie.mp4")
    ).client
    let file = url("movie.mp4")

    let numbered = try await client.download(request, to: .directory(directory.url))
    XCTAssertEqual(numbered.url.lastPathComponent, "movie 2.mp4")
    let third = try await client.download(request, to: .file(file, whenExists: .number))
    XCTAssertEqual(third.url.lastPathComponent, "movie 3.mp4")
    XCTAssertEqual(try text("movie.mp4"), "old")

    _ = try await client.download(request, to: .directory(directory.url, whenExists: .replace))
    XCTAssertEqual(try text("movie.mp4"), "new")
    XCTAssertEqual(try directory.names(), ["movie 2.mp4", "movie 3.mp4", "movie.mp4"])
  }

  func testANameThatIsTakenMayBeAnErrorThatWasPaidFor() async throws {
    try directory.write(Data("old".utf8), named: "VI1.mp4")
    let client = try ReplayedClient(answering: .stream("new")).client
    let error = try await thrownMemoriesError {
      try await client.download(request, to: .directory(directory.url, whenExists: .fail))
    }
    XCTAssertEqual(error.kind, .fileSystem)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.fileFailure?.reason, .alreadyExists)
    XCTAssertEqual(error.attempts, 1)
    XCTAssertEqual(try directory.names(), ["VI1.mp4"])
    XCTAssertEqual(try text("VI1.mp4"), "old")
  }

  func testADestinationThatCannotWorkCostsNothing() async throws {
    try directory.write(Data("old".utf8), named: "movie.mp4")
    let destinations: [(DownloadDestination, FileFailure.Reason)] = [
      (.file(url("movie.mp4")), .alreadyExists),
      (.file(directory.url, whenExists: .replace), .isDirectory),
      (.file(url("missing/movie.mp4")), .notFound),
      (.directory(url("movie.mp4/inner")), .notDirectory),
      (.directory(url("movie.mp4")), .notDirectory),
      (.file(try XCTUnwrap(URL(string: "https://example.com/a.mp4"))), .notLocal),
    ]
    for (destination, reason) in destinations {
      let observed = try ReplayedClient(answering: .stream("new"))
      let error = try await thrownMemoriesError {
        try await observed.client.download(request, to: destination)
      }
      XCTAssertEqual(error.kind, .fileSystem)
      XCTAssertEqual(error.outcome, .notSent)
      XCTAssertEqual(error.attempts, 0)
      XCTAssertEqual(error.fileFailure?.reason, reason, "\(destination)")
      XCTAssertEqual(observed.replay.requests, [])
      XCTAssertEqual(observed.story, ["failed: fileSystem"])
      XCTAssertEqual(try directory.names(), ["movie.mp4"])
    }
    XCTAssertEqual(try text("movie.mp4"), "old")
  }

  // MARK: A refusal

  func testTheDocumentedErrorsAreToldApart() async throws {
    // The four of "Download by Bucket & Blob", and the one that its notes name.
    let messages: [(String, MemoriesError.Kind)] = [
      ("Bucket cannot be null or empty", .refused),
      ("Blob cannot be null or empty", .refused),
      ("Resource does not exist", .notFound),
      (
        "Insufficient balance to download the resource. Please recharge and try again.",
        .insufficientBalance
      ),
      ("Request has exceeded the limit.", .rateLimited),
    ]
    for (message, kind) in messages {
      let error = try await failure(.refusal(code: "0001", msg: message))
      XCTAssertEqual(error.kind, kind, message)
      XCTAssertEqual(error.outcome, .refused)
      XCTAssertEqual(error.code, "0001")
      XCTAssertEqual(error.serverMessage, message)
      XCTAssertEqual(error.status, 200)
    }
  }

  func testJSONIsARefusalInAnySpellingAndUnderAnyStatus() async throws {
    let types = [
      "application/json", "Application/JSON", "APPLICATION/JSON;CHARSET=UTF-8",
      "application/json; charset=utf-8", "application/json ;charset=utf-8",
      "application/problem+json", "Application/Problem+JSON; charset=utf-8", "text/json",
      "application/vnd.api+json ; version=1",
    ]
    let body = #"{"code":"0402","msg":"no credits","data":null,"success":false,"failed":true}"#
    for type in types {
      for status in [200, 206, 400, 500] {
        let error = try await failure(.stream(body, type: type, status: status))
        XCTAssertEqual(error.kind, .insufficientBalance, "\(type) \(status)")
        XCTAssertEqual(error.status, status)
      }
    }
  }

  func testJSONThatAgreesIsNoFileEither() async throws {
    let error = try await failure(.envelope("null"))
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.outcome, .unknown)
  }

  func testAPageThatNobodyAskedForIsNoFile() async throws {
    for type in ["text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml"] {
      for answer in [
        ReplayAnswer.stream("<html>Log in</html>", type: type),
        .body(Data("<html>Log in</html>".utf8), type: type),
      ] {
        let error = try await failure(answer)
        XCTAssertEqual(error.kind, .unexpectedAnswer, type)
        XCTAssertEqual(error.outcome, .unknown, type)
        XCTAssertEqual(error.status, 200)
        XCTAssertEqual(error.excerpt, "<html>Log in</html>")
      }
    }
    let chunked = try ReplayedClient(answering: .stream("<html>Log in</html>", type: "text/html"))
    let error = try await thrownMemoriesError { try await chunked.client.chunks(of: request) }
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.excerpt, "<html>Log in</html>")
  }

  func testAProblemIsNoFile() async throws {
    let problem = ReplayAnswer.stream(
      #"{"title":"Gone","detail":"It was deleted."}"#, type: "application/problem+json")
    let error = try await failure(problem)
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.outcome, .unknown)
    XCTAssertEqual(error.serverMessage, "It was deleted.")
    XCTAssertEqual(error.excerpt, #"{"title":"Gone","detail":"It was deleted."}"#)
    let chunked = try ReplayedClient(answering: problem)
    let chunkError = try await thrownMemoriesError {
      try await chunked.client.chunks(of: request)
    }
    XCTAssertEqual(chunkError.serverMessage, "It was deleted.")
  }

  func testAPageThatWasAskedForIsAFile() async throws {
    let client = try ReplayedClient(answering: .stream("<html>", type: "text/html")).client
    for blob in ["a/page.html", "a/PAGE.HTM", "page.xhtml"] {
      let page = VisualSearch.DownloadResource(
        at: StorageLocation(bucket: "mavi-resource", blob: blob))
      let saved = try await client.download(page, to: .directory(directory.url))
      XCTAssertEqual(saved.byteCount, 6)
      let chunks = try await client.chunks(of: page)
      var byteCount = 0
      for try await chunk in chunks { byteCount += chunk.count }
      XCTAssertEqual(byteCount, 6)
    }
    for blob in ["html", "page.html/VI1.mp4", "page.html.mp4"] {
      let video = VisualSearch.DownloadResource(
        at: StorageLocation(bucket: "mavi-resource", blob: blob))
      let error = try await thrownMemoriesError {
        try await client.download(video, to: .directory(directory.url))
      }
      XCTAssertEqual(error.kind, .unexpectedAnswer, blob)
    }
  }

  func testALongRefusalIsCut() async throws {
    let page = "<html>" + String(repeating: "x", count: 2 << 20)
    // It never ends, and nobody waits for that.
    let error = try await failure(
      ReplayAnswer.stream(page, type: "text/html").stalled(after: page.utf8.count))
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.excerpt?.hasPrefix("<html>xxx"), true)
  }

  func testJSONThatIsCutIsNoFileEither() async throws {
    let error = try await failure(.json(#"{"code":"0001","msg"#))
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.excerpt, #"{"code":"0001","msg"#)
  }

  func testAStatusThatIsNoSuccessIsARefusalWhateverItsType() async throws {
    let kinds: [(Int, MemoriesError.Kind, MemoriesError.Outcome)] = [
      (400, .unexpectedAnswer, .refused), (401, .unauthorized, .refused),
      (404, .notFound, .refused), (416, .unexpectedAnswer, .refused),
      (429, .rateLimited, .refused), (500, .unexpectedAnswer, .unknown),
      (502, .unexpectedAnswer, .unknown), (503, .unexpectedAnswer, .unknown),
    ]
    for (status, kind, outcome) in kinds {
      let error = try await failure(
        .stream("<html>sorry</html>", type: "video/mp4", status: status))
      XCTAssertEqual(error.kind, kind, "\(status)")
      XCTAssertEqual(error.outcome, outcome, "\(status)")
      XCTAssertEqual(error.excerpt, "<html>sorry</html>")
    }
  }

  func testASuccessWithoutAWholeFileIsAnError() async throws {
    for status in [201, 202, 204, 205, 206] {
      let error = try await failure(.body(Data(), status: status))
      XCTAssertEqual(error.kind, .unexpectedAnswer, "\(status)")
      XCTAssertEqual(error.outcome, .done, "\(status)")
      XCTAssertEqual(error.status, status)
    }
    let part = try await failure(.stream("part", status: 206))
    XCTAssertEqual(part.kind, .unexpectedAnswer)
  }

  func testAnEmptyFileIsAnError() async throws {
    for answer in [ReplayAnswer.body(Data()), .stream("")] {
      let error = try await failure(answer)
      XCTAssertEqual(error.kind, .unexpectedAnswer)
      XCTAssertEqual(error.outcome, .done)
    }
  }

  // MARK: A file that does not come whole

  func testTheLengthMustBeTheOneAnnounced() async throws {
    for length in ["9", "3", "0"] {
      let error = try await failure(
        .body(Data("body".utf8), headers: [RecordedHeader("Content-Length", length)]))
      XCTAssertEqual(error.kind, .transport)
      XCTAssertEqual(error.outcome, .done)
      XCTAssertEqual(error.status, 200)
      XCTAssertEqual(error.detail, "4 bytes arrived where \(length) were announced")
    }
  }

  func testTheLengthMustBeTheOneExpected() async throws {
    let announced = ReplayAnswer.body(Data("film".utf8))
    let counted = ReplayAnswer.stream("film", pieces: [2, 2])
    for (answer, expected, detail) in [
      (announced, Int64(5), "4 bytes are announced where 5 were expected"),
      (announced, 3, "4 bytes are announced where 3 were expected"),
      (counted, 5, "4 bytes arrived where 5 were expected"),
      (counted, 3, "more than the expected 3 bytes"),
      // Neither the end nor the rest is waited for.
      (counted.stalled(after: 4), 3, "more than the expected 3 bytes"),
      (announced.stalled(after: 0), 3, "4 bytes are announced where 3 were expected"),
    ] {
      let error = try await failure(answer, expectedByteCount: expected)
      XCTAssertEqual(error.kind, .unexpectedSize)
      XCTAssertEqual(error.outcome, .done)
      XCTAssertEqual(error.status, 200)
      XCTAssertEqual(error.detail, detail)
    }
  }

  func testAFileTellsWhetherItsLengthWasCompared() async throws {
    for (answer, expected, isVerified) in [
      (ReplayAnswer.body(Data("film".utf8)), nil, true), (.body(Data("film".utf8)), 4, true),
      (.stream("film"), Int64(4), true), (.stream("film"), nil, false),
    ] {
      let client = try ReplayedClient(answering: answer).client
      let saved = try await client.download(
        request, to: .directory(directory.url), expectedByteCount: expected)
      XCTAssertEqual(saved.byteCount, 4)
      XCTAssertEqual(saved.isLengthVerified, isVerified)
    }
  }

  func testAnExpectationThatNoFileMeetsCostsNothing() async throws {
    for (expected, maximum) in [(Int64(0), nil), (-1, nil), (6, Int64(5))] {
      let observed = try ReplayedClient(answering: .stream("film"))
      let destination = DownloadDestination.directory(url("new"))
      for call in [
        {
          _ = try await observed.client.download(
            self.request, to: destination, expectedByteCount: expected, maximumByteCount: maximum)
        },
        {
          _ = try await observed.client.chunks(
            of: self.request, expectedByteCount: expected, maximumByteCount: maximum)
        },
      ] {
        let error = try await thrownMemoriesError { try await call() }
        XCTAssertEqual(error.kind, .invalidRequest)
        XCTAssertEqual(error.outcome, .notSent)
        XCTAssertEqual(error.attempts, 0)
        XCTAssertEqual(error.operation, "VisualSearch.DownloadResource")
        XCTAssertEqual(error.problems.map(\.field), ["expectedByteCount"])
      }
      XCTAssertEqual(observed.replay.requests, [])
      XCTAssertEqual(try directory.names(), [])
    }
  }

  func testARefusalMayBeLongerThanTheFile() async throws {
    for (expected, maximum) in [(Int64(4), nil), (nil, Int64(4))] {
      let error = try await failure(
        .refusal(code: "0001", msg: "Resource does not exist"), expectedByteCount: expected,
        maximumByteCount: maximum)
      XCTAssertEqual(error.kind, .notFound)
      XCTAssertEqual(error.outcome, .refused)
    }
  }

  func testABodyOfWhichNobodyCanTellWhetherItIsWholeIsNoFile() async throws {
    for headers in [
      [RecordedHeader("Content-Length", "many")], [RecordedHeader("Content-Length", "-4")],
      [RecordedHeader("Content-Length", "99999999999999999999")],
      [RecordedHeader("Content-Length", "2"), RecordedHeader("Content-Encoding", "gzip")],
      [RecordedHeader("Content-Encoding", "br")],
    ] {
      let error = try await failure(.body(Data("body".utf8), headers: headers))
      XCTAssertEqual(error.kind, .unexpectedAnswer)
      XCTAssertEqual(error.outcome, .done)
    }
  }

  func testAConnectionThatBreaksLeavesNothing() async throws {
    for answer in [ReplayAnswer.stream("the film"), .body(Data("the film".utf8))] {
      for byteCount in [0, 1, 7] {
        let error = try await failure(answer.cut(after: byteCount))
        XCTAssertEqual(error.kind, .transport)
        XCTAssertEqual(error.outcome, .done)
        XCTAssertEqual(error.status, 200)
      }
    }
  }

  func testAConnectionThatNeverStandsLeavesNothing() async throws {
    let lookup = try await failure(.failure(.cannotFindHost))
    XCTAssertEqual(lookup.kind, .transport)
    XCTAssertEqual(lookup.outcome, .notSent)
    let lost = try await failure(.failure(.networkConnectionLost))
    XCTAssertEqual(lost.outcome, .unknown)
  }

  func testAFileThatIsTooLargeIsEnded() async throws {
    let announced = ReplayAnswer.body(Data("123456".utf8))
    let counted = ReplayAnswer.stream("123456", pieces: [2, 2])
    for answer in [announced, counted, counted.stalled(after: 6)] {
      let error = try await failure(answer, maximumByteCount: 5)
      XCTAssertEqual(error.kind, .tooLarge)
      XCTAssertEqual(error.outcome, .done)
      XCTAssertEqual(error.status, 200)
    }
    let client = try ReplayedClient(answering: announced).client
    let saved = try await client.download(
      request, to: .directory(directory.url), maximumByteCount: 6)
    XCTAssertEqual(saved.byteCount, 6)
  }

  func testAnAnnouncedSizeIsRefusedBeforeItsBytes() async throws {
    let answer = ReplayAnswer.body(
      Data("123456".utf8), headers: [RecordedHeader("Content-Length", "9000000000000")])
    let error = try await failure(answer.stalled(after: 0), maximumByteCount: 5_000_000_000)
    XCTAssertEqual(error.kind, .tooLarge)
  }

  func testCancellationLeavesNothing() async throws {
    let answered = expectation(description: "the head is here")
    let client = try ReplayedClient(answering: .stream("the film").stalled(after: 3)) {
      $0.observer = { if $0.kind == .answered { answered.fulfill() } }
    }.client
    let (request, directory) = (request, directory.url)
    let download = Task { try await client.download(request, to: .directory(directory)) }
    await fulfillment(of: [answered], timeout: 60)
    download.cancel()
    let error = try await thrownMemoriesError { try await download.value }
    XCTAssertEqual(error.kind, .cancelled)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(try self.directory.names(), [])
  }

  func testADirectoryThatVanishesMeanwhileIsAnErrorThatWasPaidFor() async throws {
    let inner = url("inner")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: false)
    let client = try ReplayedClient(
      Replay { _ in
        try FileManager.default.removeItem(at: inner)
        return .stream("film")
      }
    ).client
    let error = try await thrownMemoriesError {
      try await client.download(request, to: .directory(inner))
    }
    XCTAssertEqual(error.kind, .fileSystem)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.fileFailure?.reason, .notFound)
    XCTAssertEqual(try directory.names(), [])
  }

  // MARK: Piece by piece

  func testChunksAreTheSameBytes() async throws {
    let observed = try ReplayedClient(
      answering: .stream(
        "the whole film", type: "video/mp4", disposition: "attachment; filename=a.mp4",
        pieces: [1, 2, 3]))
    let chunks = try await observed.client.chunks(of: request)
    var bytes = Data()
    for try await chunk in chunks { bytes += chunk }
    XCTAssertEqual(String(decoding: bytes, as: UTF8.self), "the whole film")
    XCTAssertEqual(chunks.suggestedFileName, "a.mp4")
    XCTAssertEqual(observed.story, ["GET /serve/api/v1/download", "200"])
  }

  func testChunksOfARefusalAreThatError() async throws {
    let observed = try ReplayedClient(
      answering: .refusal(code: "0001", msg: "Resource does not exist"))
    let error = try await thrownMemoriesError { try await observed.client.chunks(of: request) }
    XCTAssertEqual(error.kind, .notFound)
    XCTAssertEqual(
      observed.story,
      [
        "GET /serve/api/v1/download", "200", "not again: the cause will not pass",
        "failed: notFound",
      ])
  }

  func testChunksThatBreakOffThrow() async throws {
    let observed = try ReplayedClient(answering: .stream("the film").cut(after: 3))
    let chunks = try await observed.client.chunks(of: request)
    var bytes = Data()
    let error = try await thrownMemoriesError {
      for try await chunk in chunks { bytes += chunk }
    }
    XCTAssertEqual(String(decoding: bytes, as: UTF8.self), "the")
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(observed.story.last, "failed: transport")
  }
}
