import Foundation

/// The server as the one that started it sees it.
struct RunningServer {
  private let process: ChildProcess
  let port: UInt16

  init(temporaryFolder: URL) throws {
    process = try ChildProcess(Command(Server()), temporaryFolder: temporaryFolder)
    guard let port = UInt16(Self.line(from: process)) else {
      process.kill()
      throw Failure("the server has not started")
    }
    self.port = port
  }

  /// The base URL of a service that behaves so.
  func base(_ behaviour: Behaviour) throws -> URL {
    guard let url = URL(string: "http://127.0.0.1:\(port)/\(behaviour.path)") else {
      throw Failure("the server has no address")
    }
    return url
  }

  /// How many connections the server has had so far.
  func connections() throws -> Int {
    _ = write(process.input, "\n", 1)
    guard let count = Int(Self.line(from: process)) else {
      throw Failure("the server does not answer")
    }
    return count
  }

  func stop() {
    process.kill()
  }

  private static func line(from process: ChildProcess) -> String {
    var text: [UInt8] = []
    var byte: UInt8 = 0
    while read(process.output, &byte, 1) == 1, byte != UInt8(ascii: "\n") { text.append(byte) }
    return String(decoding: text, as: UTF8.self)
  }
}
