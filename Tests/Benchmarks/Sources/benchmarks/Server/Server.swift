import Foundation

/// What the server has seen so far.
struct ServerCounts: Codable {
  var connections = 0
  var requests = 0
}

/// The program that all others are measured against: HTTP/1.1 on a port of 127.0.0.1 that the
/// system chooses, one thread for each connection.
///
/// The first line that it writes is the port. Each line that it reads it answers with its counts,
/// and it ends when its standard input does: with whoever started it, however that ended.
struct Server: Program {
  func run() async throws -> Done {
    let listener = try Self.listen()
    let counts = Locked(ServerCounts())
    let acceptor = Thread {
      while true {
        let descriptor = accept(listener.descriptor, nil, nil)
        guard descriptor >= 0 else { continue }
        counts.withLock { $0.connections += 1 }
        let conversation = Thread {
          try? Conversation(wire: Wire(descriptor), counts: counts).serve()
        }
        conversation.stackSize = 256 << 10
        conversation.start()
      }
    }
    acceptor.start()
    Self.say("\(listener.port)")
    while readLine() != nil {
      let text = try JSONEncoder().encode(counts.withLock { $0 })
      Self.say(String(decoding: text, as: UTF8.self))
    }
    return Done()
  }

  private static func say(_ line: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data("\(line)\n".utf8))
  }

  private static func listen() throws -> (descriptor: Int32, port: UInt16) {
    #if canImport(Glibc)
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        guard bind(descriptor, $0, size) == 0, Foundation.listen(descriptor, 1024) == 0 else {
          return Int32(-1)
        }
        return getsockname(descriptor, $0, &size)
      }
    }
    guard code == 0 else { throw Failure("no port for the server: \(lastError())") }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }
}
