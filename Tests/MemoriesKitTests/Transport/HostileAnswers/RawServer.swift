import Foundation
import MemoriesKit

@testable import MemoriesKitTesting

/// A server that reads the head of a request and sends bytes as they are told, for answers that no
/// well-behaved server can give.
final class RawServer: Sendable {
  /// What each connection gets.
  struct Script: Sendable {
    var bytes: [UInt8]
    /// Sent again and again after that, until the client goes away.
    var endless: [UInt8] = []
    var endsWithReset = false
  }

  private let listener: Listener
  private let script: Script
  private let readsHead: Bool
  private let requests = Locked(0)

  /// - Parameters:
  ///   - readsHead: Whether it waits for a request before it sends.
  init(_ script: Script, readsHead: Bool = true) throws {
    self.script = script
    self.readsHead = readsHead
    listener = try Listener()
    Thread { [self] in accept() }.start()
  }

  var port: UInt16 { listener.port }

  /// How many requests came.
  var requestCount: Int { requests.withLock { $0 } }

  func stop() {
    listener.interrupt()
  }

  private func accept() {
    while let socket = try? listener.accept() {
      Thread { [self] in try? serve(socket) }.start()
    }
    listener.close()
  }

  private func serve(_ socket: Socket) throws {
    defer { socket.close() }
    if readsHead { try readHead(socket) }
    requests.withLock { $0 += 1 }
    try script.bytes.withUnsafeBytes { try socket.write($0) }
    while !script.endless.isEmpty { try script.endless.withUnsafeBytes { try socket.write($0) } }
    if script.endsWithReset { socket.reset() }
  }

  private func readHead(_ socket: Socket) throws {
    var head: [UInt8] = []
    var byte: UInt8 = 0
    while head.suffix(4) != Array("\r\n\r\n".utf8) {
      guard try withUnsafeMutableBytes(of: &byte, { try socket.read(into: $0) }) == 1 else {
        throw UnexpectedEnd()
      }
      head.append(byte)
    }
  }
}
