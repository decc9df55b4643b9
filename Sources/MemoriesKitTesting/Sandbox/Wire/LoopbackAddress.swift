#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A port on 127.0.0.1, the only address on which the sandbox listens and to which it connects.
struct LoopbackAddress: Sendable {
  let port: UInt16

  private var address: sockaddr_in {
    var address = sockaddr_in()
    #if canImport(Darwin)
    address.sin_len = UInt8(MemoryLayout<sockaddr_in>.size)
    #endif
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
    return address
  }

  /// Calls `body` with the address in the form that system calls need.
  func withSocketAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// Connects to the port.
  func connect() throws -> Socket {
    let descriptor = socket(AF_INET, streamSocket, 0)
    guard descriptor >= 0 else { throw SocketFailure(operation: "socket") }
    let connection = Socket(descriptor: descriptor)
    let code = withSocketAddress { address, length in
      #if canImport(Glibc)
      Glibc.connect(descriptor, address, length)
      #elseif canImport(Musl)
      Musl.connect(descriptor, address, length)
      #else
      Darwin.connect(descriptor, address, length)
      #endif
    }
    guard code == 0 else { throw SocketFailure(operation: "connect") }
    return connection
  }

  /// The port that the system chose for a bound socket.
  static func port(of descriptor: Int32) throws -> UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
    }
    guard code == 0 else { throw SocketFailure(operation: "getsockname") }
    return UInt16(bigEndian: address.sin_port)
  }
}
