import Foundation

/// Writes an answer with all its faults.
struct AnswerWriter {
  /// What happens to the connection afterwards.
  enum Outcome {
    case keptAlive
    case closed
    case reset
  }

  /// Thrown to stop in the middle of a body, as the ending demands.
  private struct Cut: Error {}

  let socket: Socket
  let answer: Sandbox.Answer
  /// Whether the request was a HEAD, whose answer has no body.
  let isHead: Bool
  /// Whether the connection ends after this answer anyway; the answer then announces that.
  let closes: Bool

  private var hasBody: Bool {
    !isHead && answer.status >= 200 && answer.status != 204 && answer.status != 304
  }

  /// Writes the answer, and reports how many bytes of the body were sent so far.
  func write(report: (Int64) -> Void) throws -> Outcome {
    switch answer.ending {
    case .closedBeforeHead:
      return .closed
    case .resetBeforeHead:
      return .reset
    case .stalledBeforeHead:
      socket.waitUntilAbandoned()
      return .closed
    case .truncatedHead:
      try socket.write(String(head.prefix(head.count / 2)))
      return .closed
    case .complete, .keptOpen, .closed, .truncated, .reset, .stalled:
      try socket.write(head)
    }
    if hasBody {
      do {
        try writeBody(report)
        if answer.framing == .chunked { try socket.write("0\r\n\r\n") }
      } catch is Cut {
        // The ending below decides what happens now.
      }
    }
    switch answer.ending {
    case .reset:
      return .reset
    case .stalled:
      socket.waitUntilAbandoned()
      return .closed
    case .complete, .keptOpen:
      return mustClose ? .closed : .keptAlive
    case .closed, .truncated, .truncatedHead, .closedBeforeHead, .resetBeforeHead,
      .stalledBeforeHead:
      return .closed
    }
  }

  private var mustClose: Bool {
    switch answer.framing {
    case .sized, .chunked: closes && answer.ending != .keptOpen
    case .untilClose, .announced: true
    }
  }

  // MARK: Head

  private var head: String {
    var lines: [String] = []
    for status in answer.interimStatuses {
      lines += ["HTTP/1.1 \(status) \(Self.reason(of: status))"]
      if status == 103 { lines += ["Link: </>; rel=preconnect"] }
      lines += [""]
    }
    lines.append(
      answer.rawStatusLine ?? "HTTP/1.1 \(answer.status) \(Self.reason(of: answer.status))")
    lines += answer.headers.fields.map { "\($0.name): \($0.value)" }
    if answer.status >= 200, answer.status != 204 {
      switch answer.framing {
      case .sized: lines.append("Content-Length: \(answer.body.byteCount)")
      case .chunked: lines.append("Transfer-Encoding: chunked")
      case .untilClose: break
      case .announced(let count): lines.append("Content-Length: \(count)")
      }
    }
    if mustClose { lines.append("Connection: close") }
    lines += answer.rawHeaderLines
    return lines.joined(separator: "\r\n") + "\r\n\r\n"
  }

  // MARK: Body

  /// How many bytes of the body the ending allows; nil means all.
  private var limit: Int64? {
    switch answer.ending {
    case .truncated(let count), .reset(let count), .stalled(let count): max(0, count)
    default: nil
    }
  }

  private func writeBody(_ report: (Int64) -> Void) throws {
    var sent: Int64 = 0
    if limit == 0 { throw Cut() }
    try forEachPiece { piece in
      var rest = piece[...]
      while !rest.isEmpty {
        let size = min(rest.count, answer.pace?.pieceSize ?? rest.count)
        let slice = UnsafeRawBufferPointer(rebasing: rest.prefix(size))
        let allowed = Int(min(Int64(slice.count), (limit ?? .max) - sent))
        try writeSlice(slice, allowed: allowed)
        sent += Int64(allowed)
        report(sent)
        if sent == limit { throw Cut() }
        rest = rest.dropFirst(size)
        if let pace = answer.pace { socket.pause(for: pace.pause) }
      }
    }
  }

  /// Writes the first `allowed` bytes of a slice, as its own chunk if the answer is chunked. A cut
  /// chunk announces the whole slice, so that the client can notice.
  private func writeSlice(_ slice: UnsafeRawBufferPointer, allowed: Int) throws {
    let bytes = UnsafeRawBufferPointer(rebasing: slice.prefix(allowed))
    guard answer.framing == .chunked else { return try socket.write(bytes) }
    try socket.write(String(slice.count, radix: 16) + "\r\n")
    try socket.write(bytes)
    if allowed == slice.count { try socket.write("\r\n") }
  }

  private func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    switch answer.body.source {
    case .pieces(let pieces):
      for piece in pieces { try piece.withUnsafeBytes(body) }
    case .stored(let content):
      try content.read(body)
    case .json(let json):
      try Data(json.text().utf8).withUnsafeBytes(body)
    case .pattern(let count):
      var offset: Int64 = 0
      while offset < count {
        let used = try Sandbox.Pattern.withBytes(at: offset, limit: count - offset) { bytes in
          try body(bytes)
          return bytes.count
        }
        offset += Int64(used)
      }
    }
  }

  static func reason(of status: Int) -> String {
    reasons[status] ?? "Status \(status)"
  }

  private static let reasons = [
    100: "Continue", 103: "Early Hints", 200: "OK", 204: "No Content", 206: "Partial Content",
    301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
    307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
    401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 409: "Conflict", 413: "Content Too Large",
    415: "Unsupported Media Type", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 500: "Internal Server Error", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported",
  ]
}
