import Foundation

/// The request line and the headers of a request, strictly by HTTP/1.1.
struct RequestHead: Sendable {
  /// How the request marks the end of its body.
  enum Framing: Equatable {
    case none
    case sized(Int64)
    case chunked
  }

  let method: String
  let path: String
  let query: [Sandbox.Field]
  let headers: Sandbox.Headers
  let framing: Framing

  var expectsContinue: Bool {
    headers["Expect"]?.lowercased() == "100-continue" && framing != .none
  }

  var closesConnection: Bool {
    headers["Connection"]?.lowercased() == "close"
  }

  private static let lineLimit = 16 << 10
  private static let headLimit = 64 << 10

  /// Reads a head; returns nil if the client closed the connection between two requests.
  static func read(from input: ByteInput) throws -> RequestHead? {
    guard let requestLine = try input.line(limit: lineLimit) else { return nil }
    let words = requestLine.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, isToken(words[0]), words[1].hasPrefix("/"),
      words[1].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else { throw Refusal("not a request line: \(requestLine.prefix(80))") }
    guard words[2] == "HTTP/1.1" else { throw Refusal(505, "not HTTP/1.1: \(words[2])") }
    let headers = try readHeaders(from: input)
    guard headers.values("Host").count == 1 else { throw Refusal("not exactly one Host") }

    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return RequestHead(
      method: String(words[0]),
      path: try percentDecoded(target[0]),
      query: target.count == 2 ? try parseQuery(target[1]) : [],
      headers: headers,
      framing: try framing(of: headers))
  }

  /// Reads header lines up to the empty one. The trailers of a chunked body have the same form.
  static func readHeaders(from input: ByteInput) throws -> Sandbox.Headers {
    var headers = Sandbox.Headers()
    var size = 0
    while true {
      guard let line = try input.line(limit: lineLimit) else { throw UnexpectedEnd() }
      if line.isEmpty { return headers }
      size += line.utf8.count + 2
      guard size <= headLimit else { throw Refusal(431, "the head is too large") }
      headers.append(try parseHeader(line))
    }
  }

  /// Parses one header line, without folding, without a space before the colon, and without control
  /// characters.
  static func parseHeader(_ line: String) throws -> Sandbox.Field {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), isToken(line[..<colon]),
      line.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7f) || $0 == 0x09 })
    else { throw Refusal("not a header line: \(line.prefix(80))") }
    let value = line[line.utf8.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    return Sandbox.Field(String(line[..<colon]), value)
  }

  private static func framing(of headers: Sandbox.Headers) throws -> Framing {
    let lengths = headers.values("Content-Length")
    let codings = headers.values("Transfer-Encoding")
    switch (lengths.count, codings.count) {
    case (0, 0):
      return .none
    case (1, 0):
      guard lengths[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let length = Int64(lengths[0])
      else { throw Refusal("not a Content-Length: \(lengths[0])") }
      return length == 0 ? .none : .sized(length)
    case (0, 1):
      guard codings[0].lowercased() == "chunked" else {
        throw Refusal("unknown Transfer-Encoding: \(codings[0])")
      }
      return .chunked
    default:
      throw Refusal("more than one of Content-Length and Transfer-Encoding")
    }
  }

  /// Parses a query, or a form that is encoded like one.
  static func parseQuery(_ query: Substring) throws -> [Sandbox.Field] {
    try query.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        // The servlets of the service read a plus sign as a space, so a client has to escape it.
        .map { $0.replacingOccurrences(of: "+", with: " ") }
      let value = halves.count == 2 ? try percentDecoded(halves[1]) : ""
      return Sandbox.Field(try percentDecoded(halves[0]), value)
    }
  }

  private static func percentDecoded(_ text: some StringProtocol) throws -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard digits.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16)
      else { throw Refusal("not percent-encoded: \(text.prefix(80))") }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    guard let decoded = String(validating: bytes) else {
      throw Refusal("not UTF-8: \(text.prefix(80))")
    }
    return decoded
  }

  private static func isToken(_ text: some StringProtocol) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        switch $0 {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "!#$%&'*+-.^_`|~".utf8.contains($0)
        }
      }
  }
}
