import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// No text that a caller hands in can become another header, part, query item or path.
final class InjectionTests: XCTestCase {
  private static let texts = [
    "a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\r\n\r\nbody", "a\0b", "\"", "a\"b",
    "a\"; filename=\"b.mp4", "a\\", "a\\\"b", "'; --", "\r\n--MemoriesKit--\r\n",
    "\r\nContent-Disposition: form-data; name=\"video_no\"\r\n\r\nVI2", "a&video_no=VI2",
    "a=b;c?d#e/f", "%0d%0aX-Evil:1", "a\u{2028}\u{85}", "\u{202E}gpm", "🎬\u{0}\u{7F}\u{1B}[2J",
  ]

  private static let headerNames: Set<String> = [
    "connection",
    "accept", "accept-encoding", "authorization", "content-length", "content-type", "user-agent",
  ]

  /// What was sent, after a look at its head, in which nothing of the texts may be.
  private func sent<E: AnsweredOperation>(_ endpoint: E, _ answer: ReplayAnswer) async throws
    -> RecordedRequest
  {
    let observed = try ObservedClient(answer)
    _ = try await observed.client.send(endpoint)
    return try checked(observed.onlyRequest())
  }

  private func sent<E: DownloadOperation>(_ endpoint: E) async throws -> RecordedRequest {
    let observed = try ObservedClient(.file)
    for try await _ in try await observed.client.chunks(of: endpoint) {}
    return try checked(observed.onlyRequest())
  }

  private func checked(_ request: RecordedRequest) throws -> RecordedRequest {
    XCTAssertEqual(request.headers["Authorization"], ObservedClient.key)
    for header in request.headers {
      XCTAssertTrue(Self.headerNames.contains(header.name.lowercased()), header.name)
      XCTAssertTrue(header.value.utf8.allSatisfy { (0x20...0x7E).contains($0) }, header.name)
    }
    let address = request.url.absoluteString
    XCTAssertTrue(address.utf8.allSatisfy { (0x21...0x7E).contains($0) }, address)
    XCTAssertFalse(address.contains("#"))
    return request
  }

  /// The name as it is written into a part's head, where some characters have to be escaped.
  private func escaped(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      let isLineEnd = [0x85, 0x2028, 0x2029].contains(scalar.value)
      if scalar.value < 0x20 || scalar.value == 0x7F || isLineEnd
        || "\"\\".unicodeScalars.contains(scalar)
      {
        text += String(scalar).utf8.map { String(format: "%%%02X", $0) }.joined()
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  func testTheFieldsOfAnUpload() async throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    let file = try directory.write(Data("m".utf8), named: "movie.mp4")
    for text in Self.texts {
      var upload = VisualSearch.UploadVideo(file: file)
      upload.scope = .uniqueID(text)
      upload.cameraModel = text
      upload.tags = [text, text]
      upload.transcriptionPrompt = text
      let request = try await sent(upload, .agreed(#"{"videoNo":"VI1"}"#))
      let form = try XCTUnwrap(request.form)
      XCTAssertEqual(
        form.map(\.name),
        ["unique_id", "camera_model", "tags", "tags", "video_transcription_prompt", "file"])
      XCTAssertEqual(
        form.map(\.content),
        Array(repeating: Data(text.utf8), count: 5) + [Data("m".utf8)])
      XCTAssertEqual(form.map(\.filename), [nil, nil, nil, nil, nil, "movie.mp4"])
    }
  }

  func testACallbackIsWhatItsAddressIs() async throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    var upload = VisualSearch.UploadVideo(
      file: try directory.write(Data("m".utf8), named: "movie.mp4"))
    for text in Self.texts {
      var address = URLComponents()
      address.scheme = "https"
      address.host = "your.app"
      address.queryItems = [URLQueryItem(name: "token", value: text)]
      let callback = try XCTUnwrap(address.url)
      upload.callback = callback
      let request = try await sent(upload, .agreed(#"{"videoNo":"VI1"}"#))
      XCTAssertEqual(request.form?.map(\.name), ["callback", "file"])
      XCTAssertEqual(request.values(ofField: "callback"), [callback.absoluteString])
    }
  }

  func testNamesOfFiles() async throws {
    for text in Self.texts {
      let name = text + ".png"
      let search = VisualSearch.SearchClipsByImage(
        image: .data(Data("i".utf8), fileName: name), in: VisualSearch.VideoNo("VI" + text),
        prompt: text)
      let request = try await sent(search, .agreed("[]"))
      let form = try XCTUnwrap(request.form)
      XCTAssertEqual(form.map(\.name), ["video_no", "prompt", "file"])
      XCTAssertEqual(form.map(\.content), ["VI" + text, text, "i"].map { Data($0.utf8) })
      XCTAssertEqual(form.last?.filename, escaped(name))
      XCTAssertEqual(form.last?.contentType, "image/png")
    }
  }

  func testNamesOfFilesOnDisk() async throws {
    for name in ["a\"b.mp4", "a\r\nX-Evil: 1.mp4", "a\\.mp4", "a\"; name=\"b.mp4", "🎬ä.mp4"] {
      let directory = try TemporaryDirectory()
      defer { directory.remove() }
      let file = try directory.write(Data("m".utf8), named: name)
      let request = try await sent(
        VisualIntelligence.UploadAsset(file: file), .agreed(#"{"asset_id":"re_1"}"#))
      XCTAssertEqual(
        request.form,
        [
          RecordedPart(
            name: "file", filename: escaped(name), contentType: "video/mp4",
            content: Data("m".utf8))
        ])
    }
  }

  func testQueries() async throws {
    for text in Self.texts {
      let metadata = try await sent(
        VisualSearch.GetMetadata(VisualSearch.VideoNo(text), scope: .uniqueID(text)), .agreed())
      XCTAssertEqual(metadata.query.map(\.name), ["video_no", "unique_id"])
      XCTAssertEqual(metadata.query.map(\.value), [text, text])
      XCTAssertEqual(metadata.url.path, "/serve/api/v1/get_metadata")

      let location = StorageLocation(bucket: text, blob: text)
      for request in [
        try await sent(VisualSearch.DownloadResource(at: location)),
        try await sent(VisualIntelligence.DownloadResource(at: location)),
      ] {
        XCTAssertEqual(request.query.map(\.name), ["bucket", "blob"])
        XCTAssertEqual(request.query.map(\.value), [text, text])
        XCTAssertTrue(request.url.path.hasSuffix("/download"))
      }
    }
  }

  func testPaths() async throws {
    for text in Self.texts + ["..", ".", "../x", "/", "//evil.example/x", "%2F..%2F"] {
      for (request, last) in [
        (
          try await sent(
            VisualIntelligence.GetAssetMetadata(VisualIntelligence.AssetID(text)), .agreed("{}")),
          "metadata"
        ),
        (
          try await sent(VisualIntelligence.DownloadAsset(VisualIntelligence.AssetID(text))),
          "download"
        ),
      ] {
        XCTAssertEqual(request.url.host, "mavi-backend.memories.ai")
        XCTAssertNil(request.url.query)
        let components = request.url.absoluteString.split(
          separator: "/", omittingEmptySubsequences: false)
        XCTAssertEqual(components.count, 8, request.url.absoluteString)
        XCTAssertEqual(components[3..<6], ["serve", "api", "v2"])
        XCTAssertEqual(String(components[7]), last)
        let decoded = try XCTUnwrap(String(components[6]).removingPercentEncoding)
        if text != "." && text != ".." { XCTAssertEqual(decoded, text) }
        XCTAssertFalse([".", ".."].contains(decoded))
      }
    }
  }

  func testJSON() async throws {
    for text in Self.texts {
      let request = try await sent(
        VisualSearch.DownloadVideo(VisualSearch.VideoNo(text), scope: .uniqueID(text)))
      XCTAssertEqual(
        try request.json(as: [String: String].self), ["video_no": text, "unique_id": text])
    }
  }

  func testForms() async throws {
    struct UploadByURL: AnsweredOperation {
      typealias Output = NoOutput
      let service = MemoriesService.visualSearch
      let text: String
      func request() -> MemoriesRequest {
        MemoriesRequest(
          .post, "upload_url",
          body: .form([MemoriesRequest.Field("url", text), MemoriesRequest.Field(text, "x")]))
      }
    }
    for text in Self.texts {
      let request = try await sent(UploadByURL(text: text), .agreed())
      let form = try XCTUnwrap(request.form)
      XCTAssertEqual(form.map(\.name), ["url", text])
      XCTAssertEqual(form.map(\.text), [text, "x"])
    }
  }

  func testHeadersAndKeysThatHoldMoreThanOneLineMakeNoClient() throws {
    for text in ["a\r\nX-Evil: 1", "a\nb", "a\0b", "ä", "a\u{7F}b"] {
      XCTAssertThrowsError(try APIKey(text))
      var configuration = MemoriesClient.Configuration()
      configuration.headers = ["X-Team": text]
      XCTAssertThrowsError(
        try MemoriesClient(apiKey: APIKey("key"), configuration: configuration, environment: [:]))
      configuration.headers = [text + ":": "x"]
      XCTAssertThrowsError(
        try MemoriesClient(apiKey: APIKey("key"), configuration: configuration, environment: [:]))
    }
    XCTAssertThrowsError(try APIKey("a b"))
  }
}
