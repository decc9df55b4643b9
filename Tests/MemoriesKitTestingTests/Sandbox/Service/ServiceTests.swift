import Foundation
import MemoriesKitTesting
import XCTest

final class ServiceTests: SandboxTestCase {
  func testOnlyTheKeyItselfIsAccepted() async throws {
    try await withSandbox { sandbox in
      let url = sandbox.visualSearchURL.absoluteString + "/get_metadata?video_no=VI1"
      for header in ["X: y", "Authorization: Bearer \(sandbox.apiKey)", "Authorization: sk-mavi-1"]
      {
        let result = try Curl.run("-H", header, "-w", "\n%{http_code}", url)
        XCTAssertTrue(result.text.contains("\"code\":\"0401\""), result.text)
        XCTAssertTrue(result.text.hasSuffix("\n200"), result.text)
      }
    }
  }

  func testUploadWithABadKeyIsRefusedBeforeItsBodyIfItAsks() async throws {
    let movie = try file("a.mp4", Data(count: 100_000))
    try await withSandbox { sandbox in
      let result = try Curl.run(
        "-H", "Expect: 100-continue", "--expect100-timeout", "60", "-F", "file=@\(movie.path)",
        sandbox.visualSearchURL.absoluteString + "/upload")
      XCTAssertEqual(try result.json().code, "0401")
      XCTAssertEqual(sandbox.exchanges.first?.request.bodyByteCount, 0)
    }
  }

  func testWrongPathsAndMethodsOfVisualSearch() async throws {
    try await withSandbox { sandbox in
      let path = try sandbox.search("/uploads").json()
      XCTAssertEqual(path.code, "0001")
      XCTAssertEqual(path.message, "No static resource serve/api/v1/uploads.")
      let method = try sandbox.search("/get_metadata", "-X", "PUT").json()
      XCTAssertEqual(method.code, "0001")
      XCTAssertEqual(method.message, "Request method 'PUT' is not supported")
    }
  }

  func testPathsOutsideTheServiceGetAnErrorWithoutACode() async throws {
    try await withSandbox { sandbox in
      let answer = try Curl.run(sandbox.url("/serve/api/v3/upload")).json()
      XCTAssertEqual(answer["status"] as? Int, 404)
      XCTAssertEqual(answer["path"] as? String, "/serve/api/v3/upload")
      XCTAssertNil(answer["code"])
    }
  }

  func testDownloadsAreDeductedBeforeTheyBegin() async throws {
    try await withSandbox({ $0.balance = 0.0000001 }) { sandbox in
      let videoNo = sandbox.addVideo(Data(count: 500), named: "a.mp4")
      let path = "/download?bucket=mavi-resource&blob=\(videoNo).mp4"
      XCTAssertEqual(try sandbox.search(path).output.count, 500)
      XCTAssertEqual(try XCTUnwrap(sandbox.balance), 0.00000004, accuracy: 1e-12)
      let message = "Insufficient balance to download the resource. Please recharge and try again."
      let refused = try sandbox.search(path).json()
      XCTAssertEqual(refused.code, "0001")
      XCTAssertEqual(refused.message, message)
      XCTAssertEqual(try sandbox.intelligence(path).json()["code"] as? Int, 402)
      sandbox.balance = nil
      XCTAssertEqual(try sandbox.search(path).output.count, 500)
    }
  }

  func testEmptyAccountCannotUpload() async throws {
    let movie = try file("a.mp4", Data("movie".utf8))
    try await withSandbox({ $0.balance = 0 }) { sandbox in
      XCTAssertEqual(try sandbox.upload(movie).code, "0402")
      sandbox.balance = 1
      XCTAssertEqual(try sandbox.upload(movie).code, "0000")
    }
  }

  func testRateLimitHoldsForAWindowOfTheClock() async throws {
    let clock = TestClock()
    try await withSandbox({
      $0.clock = clock
      $0.rateLimits = [.metadata: .init(calls: 2, per: .seconds(60))]
    }) { sandbox in
      let code = { try sandbox.search("/get_metadata?video_no=VI1").json().code }
      XCTAssertEqual(try (0..<3).map { _ in try code() }, ["0000", "0000", "0429"])
      let other = try sandbox.intelligence("/a/metadata").json()
      XCTAssertEqual(other["code"] as? Int, 400, "the products have limits of their own")
      clock.advance(by: .seconds(60))
      XCTAssertEqual(try code(), "0000")
      sandbox.setRateLimit(.init(calls: 0, per: .seconds(1)), for: .metadata)
      clock.advance(by: .seconds(60))
      XCTAssertEqual(try sandbox.intelligence("/a/metadata").json()["code"] as? Int, 429)
      sandbox.setRateLimit(nil, for: .metadata)
      XCTAssertEqual(try code(), "0000")
    }
  }

  func testCallbackIsPostedWhenIndexingEnds() async throws {
    let movie = try file("a.mp4", Data("movie".utf8))
    try await withSandbox({ $0.indexing = .onRequest }) { sandbox in
      sandbox.route("POST", "/hook") { _ in Sandbox.Answer(status: 204) }
      for (failing, status) in [(false, "PARSE"), (true, "FAIL")] {
        let answer = try sandbox.upload(movie, "-F", "callback=\(sandbox.url("/hook?t=\(status)"))")
        let videoNo = try XCTUnwrap(answer.data["videoNo"] as? String)
        sandbox.finishIndexing(of: videoNo, failing: failing)
        let called = await sandbox.exchange {
          $0.request.path == "/hook" && $0.request.query.value(of: "t") == status && $0.isOver
        }
        let request = try XCTUnwrap(called?.request)
        XCTAssertEqual(request.headers["Content-Type"], "application/json")
        XCTAssertEqual(
          String(decoding: request.body, as: UTF8.self),
          "{\"videoNo\":\"\(videoNo)\",\"status\":\"\(status)\"}")
      }
    }
  }

  func testCallbackComesByItselfWhenItsTimeHasCome() async throws {
    let movie = try file("a.mp4", Data("movie".utf8))
    let clock = TestClock()
    try await withSandbox({
      $0.clock = clock
      $0.indexing = .after(.seconds(90))
    }) { sandbox in
      sandbox.route("POST", "/hook") { _ in Sandbox.Answer() }
      let answer = try sandbox.upload(movie, "-F", "callback=\(sandbox.url("/hook"))")
      let videoNo = try XCTUnwrap(answer.data["videoNo"] as? String)
      let status = {
        try sandbox.search("/get_metadata?video_no=\(videoNo)").json().data["status"] as? String
      }
      XCTAssertEqual(try status(), "UNPARSE")
      clock.advance(by: .seconds(90))
      let called = await sandbox.exchange { $0.request.path == "/hook" }
      XCTAssertNotNil(called)
      XCTAssertEqual(try status(), "PARSE")
    }
  }

  func testOnlyThisMachineIsEverCalledBack() async throws {
    let movie = try file("a.mp4", Data("movie".utf8))
    try await withSandbox({ $0.indexing = .afterPolls(0) }) { sandbox in
      _ = try sandbox.upload(movie, "-F", "callback=http://192.0.2.1/hook")
      await sandbox.stop()
      XCTAssertEqual(sandbox.callbacks.map(\.url), ["http://192.0.2.1/hook"])
      XCTAssertEqual(sandbox.callbacks.map(\.status), [nil])
    }
  }

  func testNamespacesAreKeptApart() async throws {
    let movie = try file("a.mp4", Data("movie".utf8))
    try await withSandbox { sandbox in
      let find = { (videoNo: String, scope: String) in
        !(try sandbox.search("/get_metadata?video_no=\(videoNo)\(scope)").json()["data"] is NSNull)
      }
      let mine = try XCTUnwrap(
        try sandbox.upload(movie, "-F", "unique_id=mine").data["videoNo"] as? String)
      XCTAssertTrue(try find(mine, "&unique_id=mine"))
      XCTAssertFalse(try find(mine, ""))
      XCTAssertFalse(try find(mine, "&unique_id=Mine"))
      let folder = sandbox.addFolder(named: "seven")
      let foldered = try XCTUnwrap(
        try sandbox.upload(movie, "-F", "folder_id=\(folder)").data["videoNo"] as? String)
      XCTAssertTrue(try find(foldered, ""))
      XCTAssertFalse(try find(foldered, "&unique_id=mine"))
      let standard = try XCTUnwrap(try sandbox.upload(movie).data["videoNo"] as? String)
      XCTAssertTrue(try find(standard, "&unique_id=default"))
      // A single video is found in any folder: the service has no such parameter.
      XCTAssertTrue(try find(foldered, "&folder_id=8"))
    }
  }

  func testLargeUploadsAreSpooledAndRemoved() async throws {
    let content = Sandbox.Pattern.data(at: 3, count: 2_000_000)
    let movie = try file("a.mp4", content)
    let before = try spoolFolders()
    let sandbox = try await Sandbox.start()
    let videoNo = try XCTUnwrap(try sandbox.upload(movie).data["videoNo"] as? String)
    XCTAssertNil(sandbox.exchanges.first?.request.parts.first?.data)
    XCTAssertEqual(try sandbox.post("/download", "{\"video_no\":\"\(videoNo)\"}").output, content)
    XCTAssertEqual(try spoolFolders().subtracting(before).count, 1)
    await sandbox.stop()
    XCTAssertEqual(try spoolFolders(), before)
  }

  private func spoolFolders() throws -> Set<String> {
    let folder = FileManager.default.temporaryDirectory.path
    return Set(
      try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasPrefix("MemoriesKit-Sandbox-") })
  }
}
