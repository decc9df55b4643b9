import Foundation
import XCTest

@testable import MemoriesKitTesting

final class MultipartParserTests: XCTestCase {
  private let form = """
    --b\r\nContent-Disposition: form-data; name="text"\r\n\r\nline\r\n\r\n--\r\nb\r\n\
    --b\r\nContent-Disposition: form-data; name="empty"\r\n\r\n\r\n\
    --b\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\
    Content-Type: video/mp4\r\n\r\n\r\r\n-\r\n--\r\n--a\r\n--b--\r\n
    """

  func testPartsAreFoundHoweverTheBodyIsCut() throws {
    let bytes = Data(form.utf8)
    for size in 1...bytes.count {
      let parts = try parse(bytes, pieceSize: size)
      XCTAssertEqual(
        parts, ["text=line\r\n\r\n--\r\nb", "empty=", "file=\r\r\n-\r\n--\r\n--a"], "\(size)")
    }
  }

  func testPartsLargerThanTheWindowKeepEveryByte() throws {
    let content = Data((0..<2_000_000).map { $0 % 5 == 0 ? 0x0d : $0 % 5 == 1 ? 0x0a : 0x2d })
    let head = "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n"
    let body = Data(head.utf8) + content + Data("\r\n--b--".utf8)
    var found = Data()
    let parser = try MultipartParser(boundary: "b") {
      if case .content(let bytes) = $0 { found.append(contentsOf: bytes) }
    }
    try body.withUnsafeBytes { try parser.consume($0) }
    try parser.finish()
    XCTAssertTrue(found == content)
  }

  func testMalformedBodiesAreRefused() throws {
    let head = "Content-Disposition: form-data; name=\"a\"\r\n"
    let bodies = [
      "", "--c\r\n\(head)\r\nx\r\n--c--\r\n", "preamble\r\n--b\r\n\(head)\r\nx\r\n--b--\r\n",
      "--b\r\n\(head)\r\nx", "--b\r\n\(head)\r\nx\r\n--b", "--b\r\n\(head)\r\nx\r\n--b\r\n",
      "--b\r\n\(head)\r\nx\r\n--b--\r\nepilogue", "--b\r\n\(head)\r\nx\r\n--bc\r\n",
      "--b\n\(head)\r\nx\r\n--b--\r\n", "--b\r\nno header\r\n\r\nx\r\n--b--\r\n",
      "--b\r\n\(head)\r\nx\r\n--b--\r", "--b\r\n\r\nx\r\n--b--\r\n",
      "--b\r\nA: \(String(repeating: "a", count: 20_000))",
    ]
    for body in bodies {
      for size in [1, 1 << 20] {
        XCTAssertThrowsError(try parse(Data(body.utf8), pieceSize: size), body.debugDescription) {
          XCTAssertTrue($0 is Refusal)
        }
      }
    }
  }

  func testUselessBoundariesAreRefused() {
    for boundary in ["", String(repeating: "b", count: 71)] {
      XCTAssertThrowsError(try MultipartParser(boundary: boundary) { _ in })
    }
  }

  private func parse(_ body: Data, pieceSize: Int) throws -> [String] {
    var parts: [String] = []
    let parser = try MultipartParser(boundary: "b") { event in
      switch event {
      case .part(let headers):
        let disposition = try HeaderValue(headers["Content-Disposition"] ?? "")
        parts.append((disposition.parameters["name"] ?? "") + "=")
      case .content(let bytes):
        parts[parts.count - 1] += String(decoding: bytes, as: UTF8.self)
      case .partEnded:
        break
      }
    }
    for start in stride(from: 0, to: body.count, by: pieceSize) {
      let piece = body[start..<min(start + pieceSize, body.count)]
      try piece.withUnsafeBytes { try parser.consume($0) }
    }
    try parser.finish()
    return parts
  }
}
