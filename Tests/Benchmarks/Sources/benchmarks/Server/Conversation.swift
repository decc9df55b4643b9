import Foundation

/// Serves the requests of one connection, one after the other.
struct Conversation {
  let wire: Wire
  let counts: Locked<ServerCounts>

  func serve() throws {
    while let head = try wire.read(through: "\r\n\r\n") {
      guard let request = Request(head) else { throw Wire.Broken() }
      if request.expectsContinue { try wire.write("HTTP/1.1 100 Continue\r\n\r\n") }
      try readBody(of: request)
      counts.withLock { $0.requests += 1 }
      if case .thinking(let milliseconds) = request.behaviour {
        usleep(UInt32(milliseconds) * 1000)
      }
      try answer(request)
      if request.closes { return }
    }
  }

  private func readBody(of request: Request) throws {
    if let length = request.bodyLength { return try wire.discard(length) }
    while true {
      guard let line = try wire.read(through: "\r\n"),
        let length = Int64(line.prefix { $0.isHexDigit }, radix: 16)
      else { throw Wire.Broken() }
      try wire.discard(length)
      _ = try wire.read(through: "\r\n")
      if length == 0 { return }
    }
  }

  private func answer(_ request: Request) throws {
    switch request.operation {
    case "upload": try answer(DocumentedAnswers.upload)
    case "get_metadata": try answer(DocumentedAnswers.metadata)
    case "download":
      switch request.behaviour {
      case .sized(let count): try sendFile(count, "Content-Length: \(count)")
      case .paced(let count, let rate):
        try sendFile(count, "Content-Length: \(count)", bytesPerSecond: rate)
      case .chunked(let count): try sendFile(count, "Transfer-Encoding: chunked", isChunked: true)
      default: try answer(DocumentedAnswers.notFound, status: "404 Not Found")
      }
    default: try answer(DocumentedAnswers.notFound, status: "404 Not Found")
    }
  }

  private func answer(_ envelope: String, status: String = "200 OK") throws {
    try wire.write(
      """
      HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\
      Content-Length: \(envelope.utf8.count)\r\n\r\n\(envelope)
      """)
  }

  private func sendFile(
    _ count: Int64, _ framing: String, isChunked: Bool = false, bytesPerSecond: Int64? = nil
  ) throws {
    try wire.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\(framing)\r\n\r\n")
    let largest = bytesPerSecond == nil ? Self.block.count : 64 << 10
    var due = DispatchTime.now().uptimeNanoseconds
    var rest = count
    while rest > 0 {
      let length = Int(min(rest, Int64(largest)))
      if let bytesPerSecond {
        // Time that a full connection took is not made up for: no network does.
        let now = DispatchTime.now().uptimeNanoseconds
        due = max(due + UInt64(length) * 1_000_000_000 / UInt64(bytesPerSecond), now - 2_000_000)
        if due > now { usleep(UInt32((due - now) / 1000)) }
      }
      if isChunked { try wire.write("\(String(length, radix: 16))\r\n") }
      try Self.block.withUnsafeBytes {
        try wire.write(UnsafeRawBufferPointer(rebasing: $0[..<length]))
      }
      if isChunked { try wire.write("\r\n") }
      rest -= Int64(length)
    }
    if isChunked { try wire.write("0\r\n\r\n") }
  }

  private static let block = [UInt8](repeating: 0x5A, count: 1 << 20)
}
