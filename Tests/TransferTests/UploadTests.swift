import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class UploadTests: XCTestCase {
  func testSmoke() async throws {
    let sandbox = try await Sandbox.start()
    sandbox.route("POST", "/serve/api/v1/upload") { request in
      .init(status: 200, headers: ["Content-Type": "application/json"], body: .text(#"{"code":"0000","msg":"success","data":{"videoNo":"VI1","videoStatus":"UNPARSE","uploadTime":"1744905509814"}}"#))
    }
    sandbox.route("GET", "/serve/api/v1/download") { request in
      .init(status: 200, headers: ["Content-Type": "video/mp4", "Content-Disposition": "attachment; filename=\"a.mp4\""], body: .pattern(byteCount: 10_000_000))
    }
    var configuration = Configuration.sandbox(sandbox)
    configuration.observer = { print($0) }
    let client = try MemoriesClient(apiKey: APIKey(sandbox.apiKey), configuration: configuration)
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let file = try folder.write(Data(count: 5_000_000), named: "movie.mp4")
    do {
    let receipt = try await client.send(VisualSearch.UploadVideo(file: file)) { print($0) }
    print(receipt)
    let d = try await client.download(VisualSearch.DownloadResource(at: .init(bucket: "b", blob: "x/y z.mp4")), to: .directory(folder.url)) { print($0) }
    print(d)
    print(try folder.names())
    } catch { print("ERR", error) }
    print(sandbox.exchanges.map { ($0.request.path, $0.request.query, $0.request.headers.fields, $0.request.parts.map(\.byteCount), $0.failure) })
    await sandbox.stop()
  }
}
