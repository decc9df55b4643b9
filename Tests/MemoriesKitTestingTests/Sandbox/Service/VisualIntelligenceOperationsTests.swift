import Foundation
import MemoriesKitTesting
import XCTest

final class VisualIntelligenceOperationsTests: SandboxTestCase {
  private let content = Sandbox.Pattern.data(at: 0, count: 10_000)

  func testAssetLivesFromUploadToDeletion() async throws {
    let movie = try file("a.mov", content)
    try await withSandbox { sandbox in
      let answer = try sandbox.intelligence(
        "/upload", "-F", "file=@\(movie.path);type=video/quicktime"
      ).json()
      XCTAssertEqual(answer["code"] as? Int, 200)
      let assetID = try XCTUnwrap(answer.data["asset_id"] as? String)
      XCTAssertEqual(assetID, "re_660727003963174912")

      var statuses: [String] = []
      for _ in 0..<3 {
        let data = try sandbox.intelligence("/\(assetID)/metadata").json().data
        XCTAssertEqual(data["total"] as? Int, 1)
        let resource = try XCTUnwrap((data["resource"] as? [[String: Any]])?.first)
        XCTAssertEqual(resource["asset_id"] as? String, assetID)
        XCTAssertEqual(resource["file_size"] as? String, "10000")
        XCTAssertEqual(resource["original_filename"] as? String, "a.mov")
        XCTAssertEqual(resource["extension"] as? String, "mov")
        statuses.append(resource["upload_status"] as? String ?? "")
        if statuses.count == 1 {
          let early = try sandbox.intelligence("/\(assetID)/download").json()
          XCTAssertEqual(early["code"] as? Int, 400)
        }
      }
      XCTAssertEqual(statuses, ["WAITING", "UPLOADING", "SUCCESS"])

      let download = try sandbox.intelligence("/\(assetID)/download")
      XCTAssertEqual(download.output, content)
      let head = try sandbox.intelligence("/\(assetID)/download", "-o", "/dev/null", "-D", "-").text
      XCTAssertTrue(head.contains("\r\nContent-Length: 10000\r\n"), head)
      XCTAssertTrue(head.contains("\r\nContent-Type: video/quicktime\r\n"), head)
      XCTAssertTrue(head.contains("; filename=\"a.mov\"\r\n"), head)
      let location = "/download?bucket=mavi-resource&blob=\(assetID).mov"
      XCTAssertEqual(try sandbox.intelligence(location).output, content)

      XCTAssertEqual(
        try sandbox.intelligence("/\(assetID)", "-X", "DELETE").json()["code"] as? Int, 200)
      XCTAssertEqual(sandbox.assetIDs, [])
      for path in ["/\(assetID)/metadata", "/\(assetID)/download", location] {
        let result = try sandbox.intelligence(path, "-w", "\n%{http_code}").text
        XCTAssertTrue(result.hasSuffix("\n400"), result)
      }
      let again = try sandbox.intelligence("/\(assetID)", "-X", "DELETE").json()
      XCTAssertEqual(again.message, "Asset not found")
    }
  }

  func testStatusEqualsTheCodeOfAFailure() async throws {
    let text = try file("a.txt", content)
    try await withSandbox { sandbox in
      let cases: [(Curl.Result, Int, String)] = [
        (
          try sandbox.intelligence(
            "/upload", "-F", "file=@\(text.path);type=video/mp4", "-w", "\n%{http_code}"), 400,
          "Request has exceeded the limit."
        ),
        (
          try sandbox.intelligence("/upload", "-w", "\n%{http_code}"), 405,
          "Request method 'GET' is not supported"
        ),
        (
          try sandbox.intelligence("/a/b/c", "-w", "\n%{http_code}"), 404,
          "No static resource serve/api/v2/a/b/c."
        ),
        (
          try sandbox.intelligence("/upload", "--data", "{}", "-w", "\n%{http_code}"), 415,
          "Content-Type 'application/x-www-form-urlencoded' is not supported"
        ),
        (
          try Curl.run(
            "-w", "\n%{http_code}", sandbox.visualIntelligenceURL.absoluteString + "/a/metadata"),
          401, "Unauthorized"
        ),
      ]
      for (result, code, message) in cases {
        let lines = result.text.split(separator: "\n")
        XCTAssertEqual(lines.last, "\(code)")
        let body = Data((lines.first ?? "").utf8)
        let answer = try XCTUnwrap(JSONSerialization.jsonObject(with: body) as? [String: Any])
        XCTAssertEqual(answer["code"] as? Int, code)
        XCTAssertEqual(answer.message, message)
      }
    }
  }
}
