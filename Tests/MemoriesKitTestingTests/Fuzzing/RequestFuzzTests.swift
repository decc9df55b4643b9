import Foundation
import TestSupport
import XCTest

@testable import MemoriesKitTesting

// Invariant: bytes on a connection are a request or a refusal, the same one however they are cut
// into pieces; a request that was written by the rules is read as it was meant; and nothing that is
// kept of a request is longer than the request.
final class RequestFuzzTests: XCTestCase {
  func testRequestsAreReadAsTheyWereMeant() throws {
    try FuzzRun("requests", cases: 500).check { generator in
      let request = generator.request()
      let found = Self.read(generator.pieces(of: request.bytes, atMost: 30))
      try require(found == request.meaning, "\(found) instead of \(request.meaning)")
    }
  }

  func testBrokenRequestsMeanTheSameHoweverTheyArrive() throws {
    try FuzzRun("broken requests", cases: 1500).check { generator in
      var bytes = generator.request().bytes
      switch generator.number(in: 0...19) {
      case 0: bytes = generator.bytes(generator.length(upTo: 3000))
      case 1: bytes = generator.longHead()
      default: bytes = generator.mutated(bytes, words: Self.words)
      }
      let whole = Self.read([bytes[...]])
      try require(whole.utf8.count <= bytes.count * 6 + 1000, "more than there was: \(whole)")
      for _ in 0..<2 {
        let pieces = generator.pieces(of: bytes, atMost: 30)
        let found = Self.read(pieces)
        try require(found == whole, "\(found) in \(pieces.count) pieces, else \(whole)")
      }
    }
  }

  func testChunksThatLieAboutTheirSizeAreRefused() throws {
    try FuzzRun("chunks", cases: 500).check { generator in
      let body = generator.bytes(generator.number(in: 2...300))
      let size = body.count + generator.pick([-1, 1, 2, 3])
      let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      let chunk = "\(String(size, radix: 16))\r\n".utf8 + body + "\r\n0\r\n\r\n".utf8
      let found = Self.read(generator.pieces(of: head.utf8 + chunk, atMost: 10))
      // The longer it says to be, the more of what follows is taken for content.
      let refusals = ["its size", "a line ", "not a chunk size", "ended early"]
      try require(refusals.contains { found.contains($0) }, "\(size) said, read as \(found)")
    }
  }

  /// Everything that the sandbox understands of a connection's first request, as text.
  private static func read(_ pieces: [ArraySlice<UInt8>]) -> String {
    var story = ""
    do {
      let input = try FragmentedInput.make(pieces)
      guard let head = try RequestHead.read(from: input) else { return "nothing" }
      story = "\(head.method) \(head.path) \(head.query.map { "\($0.name)=\($0.value)" })"
      let receiver = try BodyReceiver(
        head.headers, reading: .standard,
        sink: ContentSink(memoryLimit: 1 << 20, spool: SpoolFolder()))
      var request = Sandbox.Request(head, connection: 1)
      var failure: (any Error)?
      do {
        try IncomingBody(framing: head.framing, input: input).read { try receiver.consume($0) }
        try receiver.finish()
      } catch {
        failure = error
      }
      receiver.describe(in: &request)
      // What had come when a body was refused depends on the pieces, and nothing depends on it.
      if let failure { return story + " \(failure)" + Self.form(of: request) }
      story += " \(request.bodyChecksum ?? 0)"
      return story + Self.form(of: request) + " \(request.bodyByteCount)"
    } catch {
      return story + " \(error)"
    }
  }

  private static func form(of request: Sandbox.Request) -> String {
    request.fields.map { " \($0.name)=\($0.value)" }.joined()
      + request.parts.map { " \($0.name)=\($0.fileName) \($0.checksum ?? 0)" }.joined()
  }

  private static let words = [
    "\r\n", "\n", "\r", ":", " ", "\r\n\r\n", "HTTP/1.1", "HTTP/1.0", "Host: b\r\n",
    "Content-Length: 3\r\n", "Content-Length: 9223372036854775808\r\n", "0\r\n\r\n",
    "fffffffff\r\n",
    "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\n", "--b", "--", "\"", ";", "%",
    "%zz",
    "Content-Type: multipart/form-data; boundary=b\r\n", "filename*=", "\0", "é", "\u{301}",
  ]
}

/// A request by the rules, and what `RequestFuzzTests` makes of one like it.
private struct GeneratedRequest {
  var bytes: [UInt8]
  var meaning: String
}

extension SeededGenerator {
  fileprivate mutating func request() -> GeneratedRequest {
    let method = pick(["GET", "POST", "PUT"])
    let path = "/" + word()
    let (name, value) = (word(), text(upTo: 3))
    let escaped = value.utf8.map { String(format: "%%%02x", $0) }.joined()
    var head =
      "\(method) \(path)?\(name)=\(escaped) HTTP/1.1\r\nHost: a\r\nX-\(word()): \(word())\r\n"
    var meaning = "\(method) \(path) \(["\(name)=\(value)"])"
    var body: [UInt8] = []
    if isOne(of: 3) {
      body = bytes(length(upTo: 2000))
      meaning += " \(Sandbox.checksum(body))"
    } else {
      head += "Content-Type: multipart/form-data; boundary=b\r\n"
      meaning += " 0"
      let form = form()
      body = form.bytes
      meaning += form.meaning
    }
    let framed: [UInt8]
    if isOne(of: 2) {
      head += "Transfer-Encoding: chunked\r\n"
      framed = chunked(body)
    } else {
      head += "Content-Length: \(body.count)\r\n"
      framed = body
    }
    return GeneratedRequest(
      bytes: Array((head + "\r\n").utf8) + framed, meaning: meaning + " \(body.count)")
  }

  private mutating func form() -> GeneratedRequest {
    var bytes: [UInt8] = []
    var fields = ""
    var files = ""
    for _ in 0..<number(in: 1...4) {
      let name = word()
      let head = "--b\r\nContent-Disposition: form-data; name=\"\(name)\""
      if isOne(of: 2) {
        let text =
          "a"
          + text(upTo: 5, of: ["\r\n--", "--b", "\r\n-", "\r", "\r\n\r\n"])
          .replacing("\r\n--b", with: "")
        bytes += "\(head)\r\n\r\n\(text)\r\n".utf8
        fields += " \(name)=\(text)"
      } else {
        let fileName = fileName()
        let content = self.bytes(length(upTo: 1000))
        bytes += "\(head); filename=\"\(fileName)\"\r\nContent-Type: video/mp4\r\n\r\n".utf8
        bytes += content + [13, 10]
        files += " \(name)=\(fileName) \(Sandbox.checksum(content))"
      }
    }
    return GeneratedRequest(bytes: bytes + Array("--b--\r\n".utf8), meaning: fields + files)
  }

  /// Any text but the characters that cannot stand between quotes.
  private mutating func fileName() -> String {
    let scalars = (text(upTo: 4) + pick(["", "%41", " ", ";", "="])).unicodeScalars.filter {
      $0.properties.generalCategory != .control && !"\"\\%".unicodeScalars.contains($0)
    }
    return String(String.UnicodeScalarView(scalars)) + word()
  }

  private mutating func chunked(_ body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in pieces(of: body, atMost: 6) {
      let size = String(piece.count, radix: 16, uppercase: isOne(of: 2))
      bytes += "\(size)\(pick(["", ";a=b"]))\r\n".utf8 + piece + [13, 10]
    }
    return bytes + Array("0\r\n\(pick(["", "Trailer: x\r\n"]))\r\n".utf8)
  }

  /// Lines and heads that are as long as is allowed, or a little longer or shorter.
  fileprivate mutating func longHead() -> [UInt8] {
    let start = "POST / HTTP/1.1\r\nHost: a\r\n"
    let limit = 16 << 10
    switch number(in: 0...2) {
    case 0:
      let line = "A: " + String(repeating: "b", count: limit - 5 + number(in: -2...2))
      return Array("\(start)\(line)\r\n\r\n".utf8)
    case 1:
      let line = "A: \(String(repeating: "b", count: 1000))\r\n"
      let rest = (64 << 10) - 9 - 64 * line.utf8.count
      let last = "A: \(String(repeating: "b", count: rest - 5 + number(in: -4...4)))\r\n"
      return Array((start + String(repeating: line, count: 64) + last + "\r\n").utf8)
    default:
      let disposition = "Content-Disposition: form-data; name=\"a\"\r\nX: "
      let filler = String(
        repeating: "b", count: limit - disposition.utf8.count + number(in: -6...pick([6, 6000])))
      let body = "--b\r\n\(disposition)\(filler)\r\n\r\nx\r\n--b--\r\n"
      return Array(
        ("\(start)Content-Type: multipart/form-data; boundary=b\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)").utf8)
    }
  }
}
