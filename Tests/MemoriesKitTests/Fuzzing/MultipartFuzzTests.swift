import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

// Invariant: whatever names, texts and contents a form has, a strict parser finds exactly its parts,
// in order and byte for byte, in a body whose announced length is its length, however it is read.
final class MultipartFuzzTests: XCTestCase {
  func testAStrictParserReadsTheSameParts() throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    let files = try [0, 1, 70_000].map { count in
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      return (try directory.write(Data(bytes), named: "\(count).mp4"), bytes)
    }
    try FuzzRun("multipart", cases: 1500).check { generator in
      let boundary = MultipartBoundary(using: &generator)
      var parts: [MemoriesRequest.Part] = []
      var expected: [StrictMultipart.Part] = []
      for _ in 0..<generator.length(upTo: 6) {
        let name = generator.text(upTo: 4)
        if generator.isOne(of: 2) {
          let text = generator.content(near: boundary)
          parts.append(MemoriesRequest.Part(name, text))
          expected.append(.init(name: Self.escaped(name), content: Array(text.utf8)))
          continue
        }
        let fileName = generator.text(upTo: 4)
        var source = MediaSource.data(Data(), fileName: fileName)
        var bytes = Array(generator.content(near: boundary).utf8)
        bytes += generator.bytes(generator.length(upTo: 500))
        if generator.isOne(of: 10) {
          let file = generator.pick(files)
          source = .file(file.0)
          bytes = file.1
        } else {
          source = .data(Data(bytes), fileName: fileName)
        }
        parts.append(
          MemoriesRequest.Part(name, source, fileName: fileName, contentType: .octetStream))
        expected.append(
          .init(
            name: Self.escaped(name), fileName: Self.escaped(fileName),
            contentType: "application/octet-stream", content: bytes))
      }
      let body = EncodedBody(.multipart(parts), boundary: boundary)
      let read = try StrictMultipart(
        Self.bytes(of: body, &generator), contentType: body.contentType ?? "")
      try require(read.parts == expected, "\(read.parts) instead of \(expected)")
    }
  }

  private static func bytes(
    of body: EncodedBody, _ generator: inout SeededGenerator
  ) throws -> [UInt8] {
    let reader = try BodyReader(body)
    defer { reader.close() }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let wanted = generator.isOne(of: 3) ? generator.number(in: 1...100) : buffer.count
      let count = try buffer.withUnsafeMutableBytes {
        try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<wanted]))
      }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    try require(Int64(bytes.count) == reader.length, "\(reader.length) bytes were announced")
    return bytes
  }

  /// What a server is to read: the name, but for the characters that no header can hold.
  private static func escaped(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      let category = scalar.properties.generalCategory
      let isLineEnd = [.control, .lineSeparator, .paragraphSeparator].contains(category)
      if isLineEnd || scalar == "\"" || scalar == "\\" {
        text += String(scalar).utf8.map { String(format: "%%%02X", $0) }.joined()
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension SeededGenerator {
  /// Text with lines that look nearly like the boundary; the boundary itself nobody can guess.
  fileprivate mutating func content(near boundary: MultipartBoundary) -> String {
    let line = String("\r\n--\(boundary.text)".unicodeScalars.dropLast())
    let pieces = [
      line, line + "-\r\n", line + "--\r\n", "--\(boundary.text)--\r\n", "\r\n--", "--\r\n",
      "\r\n\r\n", "\r\n--MemoriesKit-", "\r", "\n", "\r\n",
      "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n",
    ]
    // Behind a letter, so that the boundary never stands at the beginning of a line.
    return "a"
      + text(upTo: 8, of: pieces).replacingOccurrences(
        of: "\r\n--\(boundary.text)", with: line, options: .literal)
  }
}
