import Foundation

/// Reads the body of a request, piece by piece, with any framing.
struct IncomingBody {
  let framing: RequestHead.Framing
  let input: ByteInput
  /// The most bytes to read at once.
  var pieceSize = Int.max
  /// Runs after each piece, for a server that reads slowly.
  var afterPiece: () -> Void = {}

  /// Passes the whole body to `consume`. The bytes are valid only during the call.
  func read(_ consume: (UnsafeRawBufferPointer) throws -> Void) throws {
    switch framing {
    case .none: break
    case .sized(let length): try readRun(of: length, consume)
    case .chunked: try readChunks(consume)
    }
  }

  private func readRun(
    of length: Int64, _ consume: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var rest = length
    while rest > 0 {
      let bytes = try input.bytes(limit: min(rest, Int64(pieceSize)))
      rest -= Int64(bytes.count)
      try consume(bytes)
      afterPiece()
    }
  }

  private func readChunks(_ consume: (UnsafeRawBufferPointer) throws -> Void) throws {
    while true {
      guard let line = try input.line(limit: 1024) else { throw UnexpectedEnd() }
      let digits = line.prefix { $0 != ";" }
      guard digits.utf8.count <= 15, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
        let length = Int64(digits, radix: 16)
      else { throw Refusal("not a chunk size: \(line.prefix(40))") }
      if length == 0 {
        _ = try RequestHead.readHeaders(from: input)
        return
      }
      try readRun(of: length, consume)
      guard let end = try input.line(limit: 2) else { throw UnexpectedEnd() }
      guard end.isEmpty else { throw Refusal("a chunk is longer than its size") }
    }
  }
}
