import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

// Invariant: a file is an archive or an error; what was read can be written and reads the same; and
// its exchanges can be asked for forms and queries, scrubbed, and turned into answers.
final class ArchiveFuzzTests: XCTestCase {
  private static let names = [
    "download_by_number.har", "download_errors.har", "get_asset_metadata.har", "get_metadata.har",
    "search_clips_by_image.har", "upload.har", "upload_asset.har",
  ]

  func testBrokenArchivesAreReadOrRefused() throws {
    let fixtures = try Self.names.map { try JSONValue(parsing: Fixture.data($0)) }
    try FuzzRun("archives", cases: 1000).check { generator in
      var value = generator.pick(fixtures)
      // A single entry, so that the changes are not spread over a long file.
      if let entries = value["log"]?["entries"]?.array {
        value = Self.archive(of: generator.pick(entries))
      }
      var bytes = Array(generator.changedInDepth(value).text().utf8)
      if generator.isOne(of: 4) {
        let words = ["\"", "{", "}", "null", "\"_chunks\":[-1,9223372036854775807],", "https://["]
        bytes = generator.mutated(bytes, words: words)
      }
      guard let archive = try? HTTPArchive(Data(bytes)) else { return }
      let again = try HTTPArchive(archive.encoded())
      try require(again == archive, "\(archive) was read again as \(again)")
      for exchange in archive.exchanges { try Self.use(exchange) }
    }
  }

  func testMultipartBodiesOfRecordingsAreTakenApartOrNot() throws {
    try FuzzRun("recorded forms", cases: 1000).check { generator in
      let name = generator.quotable()
      let form =
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\(name)\"\r\n"
        + "Content-Type: video/mp4\r\n\r\n\(generator.text())\r\n--b--\r\n"
      let words = ["--b", "\r\n", "--", "\"", ";", "name=", "\\", "\r\n\r\n", ":"]
      let bytes = generator.mutated(Array(form.utf8), words: words)
      let type = generator.pick(["b", "\"b\"", "", "\\", "\"", "b; boundary=c", generator.text()])
      let url = try XCTUnwrap(URL(string: "https://a.example/?\(generator.word())&=&a=%zz"))
      let request = RecordedRequest(
        method: "POST", url: url,
        headers: [RecordedHeader("Content-Type", "multipart/form-data; boundary=\(type)")],
        body: RecordedBody(Data(bytes)))
      try Self.use(RecordedExchange(request: request, response: RecordedResponse()))
      var whole = request
      whole.headers = [RecordedHeader("Content-Type", "multipart/form-data; boundary=\"b\"")]
      whole.body = RecordedBody(form)
      let found = whole.form?.last?.filename
      try require(found?.utf8.elementsEqual(name.utf8) == true, "\(name) is read as \(found ?? "")")
      let size = (request.form ?? []).reduce(0) { $0 + ($1.content?.count ?? 0) }
      try require(size <= bytes.count, "more content than body")
    }
  }

  private static func use(_ exchange: RecordedExchange) throws {
    _ = exchange.request.query
    _ = exchange.request.form
    _ = ReplayAnswer.response(exchange.response).cut(after: 3).stalled(after: 1)
    let scrubbed = Scrubber(secrets: ["mavi-resource"]).scrubbed(exchange)
    try require(scrubbed.request.method == exchange.request.method, "another method")
  }

  private static func archive(of entry: JSONValue) -> JSONValue {
    func object(_ name: String, _ value: JSONValue) -> JSONValue {
      .object(JSONValue.Object([JSONValue.Object.Member(name: name, value: value)]))
    }
    return object("log", object("entries", .array([entry])))
  }
}

extension SeededGenerator {
  /// Any text but the characters that cannot stand between quotes.
  fileprivate mutating func quotable() -> String {
    let scalars = text().unicodeScalars.filter {
      $0.properties.generalCategory != .control && $0 != "\"" && $0 != "\\"
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// The archive, changed somewhere within its entry: changes further up leave nothing to read.
  fileprivate mutating func changedInDepth(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let object) where object.members.count == 1:
      return .object(
        JSONValue.Object(
          object.members.map {
            JSONValue.Object.Member(name: $0.name, value: changedInDepth($0.value))
          }))
    case .array(let elements):
      return .array(elements.map { changedInDepth($0) })
    case .object(let object):
      return .object(
        JSONValue.Object(
          object.members.map { member in
            let isChanged = ["request", "response"].contains(member.name) && isOne(of: 2)
            return JSONValue.Object.Member(
              name: member.name, value: isChanged ? mutated(member.value) : member.value)
          }))
    default:
      return mutated(value)
    }
  }
}
