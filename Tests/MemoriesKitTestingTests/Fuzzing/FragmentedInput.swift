import Foundation
import TestSupport

@testable import MemoriesKitTesting

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The input of a connection on which bytes arrived in given pieces, and which then ended.
enum FragmentedInput {
  static func make(_ pieces: [ArraySlice<UInt8>]) throws -> ByteInput {
    var descriptors: [Int32] = [-1, -1]
    try require(socketpair(AF_UNIX, packets, 0, &descriptors) == 0, "no pair of sockets")
    let input = ByteInput(Socket(descriptor: descriptors[0]))
    defer { close(descriptors[1]) }
    try makeRoom(SO_SNDBUF, of: descriptors[1])
    try makeRoom(SO_RCVBUF, of: descriptors[0])
    for piece in pieces {
      let count = piece.withUnsafeBytes { send(descriptors[1], $0.baseAddress, $0.count, atOnce) }
      try require(count == piece.count, "the pieces do not fit into the socket")
    }
    return input
  }

  private static func makeRoom(_ option: Int32, of descriptor: Int32) throws {
    var size = Int32(1 << 20)
    let length = socklen_t(MemoryLayout<Int32>.size)
    try require(setsockopt(descriptor, SOL_SOCKET, option, &size, length) == 0, "no room")
  }
}

// Packets keep their boundaries: each is read by a call of its own.
#if canImport(Glibc)
private let packets = Int32(SOCK_SEQPACKET.rawValue)
#elseif canImport(Musl)
private let packets = Int32(SOCK_SEQPACKET)
#else
// There are no packets here, so that the pieces arrive as one; what they are is then only tested
// where a body is parsed.
private let packets = SOCK_STREAM
#endif
private let atOnce = Int32(MSG_DONTWAIT)
