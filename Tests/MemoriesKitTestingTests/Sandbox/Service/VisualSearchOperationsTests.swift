import Foundation
import MemoriesKitTesting
import XCTest

final class VisualSearchOperationsTests: SandboxTestCase {
  private let content = Sandbox.Pattern.data(at: 7, count: 300_000)

  // MARK: Upload and metadata

  func testUploadAnswersAsDocumented() async throws {
    let movie = try file("my movie.mp4", content)
    try await withSandbox { sandbox in
      let answer = try sandbox.upload(movie)
      XCTAssertEqual(answer.code, "0000")
      XCTAssertEqual(answer["success"] as? Bool, true)
      XCTAssertEqual(answer["failed"] as? Bool, false)
      XCTAssertEqual(answer.data["videoNo"] as? String, "VI568102998803353600")
      XCTAssertEqual((answer.data["videoName"] as? String)?.count, 32)
      XCTAssertEqual(answer.data["videoStatus"] as? String, "UNPARSE")
      XCTAssertEqual((answer.data["uploadTime"] as? String)?.count, 13)
    }
  }

  func testUploadIsTakenApartInTheLog() async throws {
    let movie = try file("a \"b\"; ü.mp4", content)
    try await withSandbox { sandbox in
      // curl splits a -F value at quotes, so the name is given as curl wants it quoted.
      let quoted = movie.path.replacingOccurrences(of: "\"", with: "\\\"")
      _ = try sandbox.search(
        "/upload", "-F", "file=@\"\(quoted)\";type=video/mp4", "-F", "tags=one", "-F", "tags=two")
      let request = try XCTUnwrap(sandbox.exchanges.last?.request)
      XCTAssertEqual(
        request.fields, [Sandbox.Field("tags", "one"), Sandbox.Field("tags", "two")])
      let part = try XCTUnwrap(request.parts.first)
      XCTAssertEqual(part.name, "file")
      XCTAssertEqual(part.fileName, "a \"b\"; ü.mp4")
      XCTAssertEqual(part.contentType, "video/mp4")
      XCTAssertEqual(part.byteCount, 300_000)
      XCTAssertEqual(part.checksum, Sandbox.checksum(content))
      XCTAssertEqual(part.data, content)
      XCTAssertEqual(request.method, "POST")
      XCTAssertEqual(request.path, "/serve/api/v1/upload")
      XCTAssertGreaterThan(request.bodyByteCount, 300_000)
      XCTAssertEqual(request.body.count, 256 << 10)
    }
  }

  func testVideoIsSearchableAfterTheSetNumberOfPolls() async throws {
    let movie = try file("a.mp4", content)
    try await withSandbox { sandbox in
      let arguments = [
        "tags=sea", "camera_model=Canon EOS 5D", "datetime_taken=2025-10-20 11:00:00",
        "latitude=66.66", "longitude=-12.5",
      ]
      let form = arguments.flatMap { ["-F", $0] }
      let upload = [
        "-H", "Authorization: \(sandbox.apiKey)", "-F", "file=@\(movie.path);type=video/mp4",
      ]
      let url = sandbox.visualSearchURL.absoluteString + "/upload"
      let answer = try Curl.run(upload + form + [url]).json()
      let videoNo = try XCTUnwrap(answer.data["videoNo"] as? String)
      let poll = { try sandbox.search("/get_metadata?video_no=\(videoNo)").json().data }
      for _ in 0..<2 {
        let data = try poll()
        XCTAssertEqual(data["status"] as? String, "UNPARSE")
        XCTAssertNil(data["blob"])
      }
      let data = try poll()
      XCTAssertEqual(data["status"] as? String, "PARSE")
      XCTAssertEqual(data["size"] as? Int, 300_000)
      XCTAssertEqual(data["tags"] as? [String], ["sea", "api"])
      XCTAssertEqual(data["camera_model"] as? String, "Canon EOS 5D")
      XCTAssertEqual(data["datetime_taken"] as? Int, 1_760_958_000_000)
      XCTAssertEqual(data["latitude"] as? Double, 66.66)
      XCTAssertEqual(data["bucket"] as? String, "mavi-resource")
      XCTAssertEqual(data["blob"] as? String, "\(videoNo).mp4")
      XCTAssertEqual(data["resolution_label"] as? String, "720P")
    }
  }

  func testIndexingFailsWhereItIsToldTo() async throws {
    let movie = try file("bad.mp4", content)
    try await withSandbox({
      $0.indexing = .afterPolls(0)
      $0.indexingFails = { $0 == "bad.mp4" }
    }) { sandbox in
      let videoNo = try XCTUnwrap(try sandbox.upload(movie).data["videoNo"] as? String)
      let data = try sandbox.search("/get_metadata?video_no=\(videoNo)").json().data
      XCTAssertEqual(data["status"] as? String, "FAILED")
      XCTAssertEqual(data["cause"] as? String, "Indexing failed. ")
    }
  }

  func testMetadataOfAnUnknownVideoIsNullAndASuccess() async throws {
    try await withSandbox { sandbox in
      let answer = try sandbox.search("/get_metadata?video_no=VI1").json()
      XCTAssertEqual(answer.code, "0000")
      XCTAssertTrue(answer["data"] is NSNull)
      XCTAssertEqual(try sandbox.search("/get_metadata?video_no=").json().code, "0001")
      XCTAssertEqual(try sandbox.search("/get_metadata").json().code, "0001")
    }
  }

  func testEveryDocumentedLimitOfAnUploadIsEnforced() async throws {
    let movie = try file("a.mp4", Data("movie".utf8))
    let text = try file("a.txt", Data("text".utf8))
    let part = "file=@\(movie.path);type=video/mp4"
    let bad: [[String]] = [
      [], ["file=@\(text.path);type=video/mp4"], ["file=@\(movie.path);type=text/plain"],
      ["other=@\(movie.path);type=video/mp4"], [part, part], [part, "unique_id="],
      [part, "callback=http://a/\(String(repeating: "b", count: 291))"],
      [part, "datetime_taken=2025-02-29 11:00:00"], [part, "datetime_taken=2025-10-20T11:00:00"],
      [part, "camera_model=\(String(repeating: "é", count: 201))"], [part, "latitude=north"],
      [part] + (1...21).map { "tags=\($0)" }, [part] + (0...20).map { "tags[\($0)]=x" },
      [part, "retain_original_video=yes"], [part, "folder_id=-2"],
      [part, "unique_id=a", "folder_id=1"], [part, "prompt=x", "camera_model=a", "camera_model=b"],
    ]
    let good: [[String]] = [
      [part], [part, "callback=http://a/\(String(repeating: "b", count: 290))"],
      [part, "datetime_taken=2024-02-29 23:59:59"],
      [part, "camera_model=\(String(repeating: "é", count: 200))"],
      [part] + (1...20).map { "tags=\($0)" }, [part, "retain_original_video=True"],
      [part, "folder_id=-1"], [part, "unique_id=mine"],
    ]
    try await withSandbox { sandbox in
      let code = { (fields: [String]) in
        let form = (fields + ["video_transcription_prompt=x"]).flatMap { ["-F", $0] }
        return try Curl.run(
          ["-H", "Authorization: \(sandbox.apiKey)"] + form
            + [sandbox.visualSearchURL.absoluteString + "/upload"]
        ).json().code
      }
      for fields in bad { XCTAssertEqual(try code(fields), "0001", "\(fields)") }
      XCTAssertEqual(sandbox.videoNos, [])
      for fields in good { XCTAssertEqual(try code(fields), "0000", "\(fields)") }
      XCTAssertEqual(sandbox.videoNos.count, good.count)
    }
  }

  func testVideoAboveTheSizeLimitIsRefused() async throws {
    let movie = try file("a.mp4", content)
    try await withSandbox({ $0.videoByteLimit = 299_999 }) { sandbox in
      XCTAssertEqual(try sandbox.upload(movie).code, "0001")
    }
    try await withSandbox({ $0.videoByteLimit = 300_000 }) { sandbox in
      XCTAssertEqual(try sandbox.upload(movie).code, "0000")
    }
  }

  // MARK: Search

  func testClipsAreDerivedFromTheVideo() async throws {
    let image = try file("q.png", Data("image".utf8))
    try await withSandbox { sandbox in
      let videoNo = sandbox.addVideo(content, named: "a.mp4")
      let search = { (prompt: String) in
        try sandbox.search(
          "/search_clips_by_image", "-F", "file=@\(image.path);type=image/png",
          "-F", "video_no=\(videoNo)", "-F", "prompt=\(prompt)")
      }
      let first = try search("the red shirt")
      XCTAssertEqual(first.output, try search("the red shirt").output)
      XCTAssertNotEqual(first.output, try search("the blue shirt").output)
      let clips = try first.json().list
      XCTAssertEqual(clips.count, 3)
      for clip in clips {
        let start = try XCTUnwrap(clip["start_time"] as? Double)
        let end = try XCTUnwrap(clip["end_time"] as? Double)
        XCTAssertTrue(0 <= start && start <= end && end <= 2.4, "\(clip)")
        XCTAssertEqual(clip["video_bucket"] as? String, "mavi-resource")
        XCTAssertEqual(clip["video_blob"] as? String, "\(videoNo).mp4")
      }
      let scores = clips.compactMap { $0["score"] as? Double }
      XCTAssertEqual(scores, scores.sorted(by: >))
    }
  }

  func testSearchBeforeIndexingFindsNothing() async throws {
    let movie = try file("a.mp4", content)
    let image = try file("q.png", Data("image".utf8))
    try await withSandbox { sandbox in
      let videoNo = try XCTUnwrap(try sandbox.upload(movie).data["videoNo"] as? String)
      let answer = try sandbox.search(
        "/search_clips_by_image", "-F", "file=@\(image.path);type=image/png",
        "-F", "video_no=\(videoNo)", "-F", "prompt=x"
      ).json()
      XCTAssertEqual(answer.code, "0000")
      XCTAssertEqual(answer["data"] as? [String], [])
    }
  }

  func testEveryDocumentedLimitOfASearchIsEnforced() async throws {
    let image = try file("q.png", Data("image".utf8))
    let part = "file=@\(image.path);type=image/png"
    try await withSandbox({ $0.imageByteLimit = 5 }) { sandbox in
      let videoNo = sandbox.addVideo(content, named: "a.mp4")
      let large = try file("large.png", Data("images".utf8))
      let movie = try file("a.mp4", Data("image".utf8))
      let bad = [
        ["video_no=\(videoNo)", "prompt=x"], [part, "prompt=x"], [part, "video_no=\(videoNo)"],
        [part, "video_no=", "prompt=x"], [part, "video_no=\(videoNo)", "prompt="],
        ["file=@\(image.path);type=video/png", "video_no=\(videoNo)", "prompt=x"],
        ["file=@\(movie.path);type=image/png", "video_no=\(videoNo)", "prompt=x"],
        ["file=@\(large.path);type=image/png", "video_no=\(videoNo)", "prompt=x"],
        [part, "video_no=\(videoNo)", "prompt=x", "unique_id="],
      ]
      for fields in bad + [[part, "video_no=\(videoNo)", "prompt=x", "unique_id=default"]] {
        let form = fields.flatMap { ["-F", $0] }
        let answer = try Curl.run(
          ["-H", "Authorization: \(sandbox.apiKey)"] + form
            + [sandbox.visualSearchURL.absoluteString + "/search_clips_by_image"]
        ).json()
        XCTAssertEqual(answer.code, bad.contains(fields) ? "0001" : "0000", "\(fields)")
      }
    }
  }

  // MARK: Download

  func testDownloadByLocationStreamsTheUploadWithoutALength() async throws {
    let movie = try file("my \"movie\".mp4", content)
    try await withSandbox({ $0.memoryLimit = 1000 }) { sandbox in
      let quoted = movie.path.replacingOccurrences(of: "\"", with: "\\\"")
      let answer = try sandbox.search(
        "/upload", "-F", "file=@\"\(quoted)\";type=video/mp4"
      ).json()
      let videoNo = try XCTUnwrap(answer.data["videoNo"] as? String)
      let path = "/download?bucket=mavi-resource&blob=\(videoNo).mp4"
      XCTAssertEqual(try sandbox.search(path).output, content)
      let head = try sandbox.search(path, "-o", "/dev/null", "-D", "-").text
      XCTAssertTrue(head.contains("\r\nTransfer-Encoding: chunked\r\n"), head)
      XCTAssertFalse(head.contains("Content-Length"), head)
      XCTAssertTrue(head.contains("\r\nContent-Type: application/octet-stream\r\n"), head)
      XCTAssertTrue(
        head.contains("\r\nContent-Disposition: attachment; filename=\"my \\\"movie\\\".mp4\"\r\n"),
        head)
    }
  }

  func testDownloadByLocationRefusesWithTheDocumentedMessages() async throws {
    try await withSandbox { sandbox in
      let cases = [
        ("/download", "Bucket cannot be null or empty"),
        ("/download?bucket=&blob=a", "Bucket cannot be null or empty"),
        ("/download?bucket=mavi-resource", "Blob cannot be null or empty"),
        ("/download?bucket=mavi-resource&blob=a.mp4", "Resource does not exist"),
        ("/download?bucket=other&blob=a.mp4", "Resource does not exist"),
      ]
      for (path, message) in cases {
        let answer = try sandbox.search(path).json()
        XCTAssertEqual(answer.code, "0001")
        XCTAssertEqual(answer.message, message)
        XCTAssertEqual(answer["success"] as? Bool, false)
        XCTAssertEqual(answer["failed"] as? Bool, true)
      }
    }
  }

  func testDownloadByVideoNumber() async throws {
    try await withSandbox { sandbox in
      let videoNo = sandbox.addVideo(content, named: "a.mp4")
      XCTAssertEqual(
        try sandbox.post("/download", "{\"video_no\":\"\(videoNo)\"}").output, content)
      let unknown = try sandbox.post("/download", "{\"video_no\":\"VI1\"}").json()
      XCTAssertEqual(unknown.message, "video not found")
      XCTAssertEqual(try sandbox.post("/download", "{\"video_no\":\"\"}").json().code, "0001")
      XCTAssertEqual(try sandbox.post("/download", "{\"video_no\":").json().code, "0003")
    }
  }

  func testVideoThatIsNotRetainedIsGoneOnceIndexed() async throws {
    let movie = try file("a.mp4", content)
    try await withSandbox { sandbox in
      let answer = try sandbox.upload(movie, "-F", "retain_original_video=false")
      let videoNo = try XCTUnwrap(answer.data["videoNo"] as? String)
      let body = "{\"video_no\":\"\(videoNo)\"}"
      XCTAssertEqual(try sandbox.post("/download", body).output, content)
      sandbox.finishIndexing(of: videoNo)
      XCTAssertEqual(try sandbox.post("/download", body).json().message, "video not found")
    }
  }

  // MARK: Delete

  func testDeletedVideosGoAwayAndUnknownOnesAreNoError() async throws {
    try await withSandbox { sandbox in
      let kept = sandbox.addVideo(content, named: "a.mp4")
      let deleted = sandbox.addVideo(content, named: "b.mp4")
      XCTAssertEqual(
        try sandbox.post("/delete_videos", "[\"\(deleted)\",\"VI1\"]").json().code, "0000")
      XCTAssertEqual(sandbox.videoNos, [kept])
      let download = try sandbox.search("/download?bucket=mavi-resource&blob=\(deleted).mp4")
      XCTAssertEqual(try download.json().message, "Resource does not exist")
      let elsewhere = try sandbox.post("/delete_videos?unique_id=other", "[\"\(kept)\"]").json()
      XCTAssertEqual(elsewhere.code, "0000")
      XCTAssertEqual(sandbox.videoNos, [kept])
    }
  }

  func testDeletionTakesOneToAHundredVideos() async throws {
    try await withSandbox { sandbox in
      let many = { (count: Int) in
        "[" + Array(repeating: "\"VI1\"", count: count).joined(separator: ",") + "]"
      }
      XCTAssertEqual(try sandbox.post("/delete_videos", many(0)).json().code, "0001")
      XCTAssertEqual(try sandbox.post("/delete_videos", many(100)).json().code, "0000")
      XCTAssertEqual(try sandbox.post("/delete_videos", many(101)).json().code, "0001")
      XCTAssertEqual(try sandbox.post("/delete_videos", "{\"video_nos\":[]}").json().code, "0001")
      XCTAssertEqual(try sandbox.post("/delete_videos", "[1]").json().code, "0003")
    }
  }
}
