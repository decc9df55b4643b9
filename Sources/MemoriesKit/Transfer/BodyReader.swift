import Foundation

/// The bytes of a body, read for one attempt to send it.
///
/// All files are opened at the start, so that the length announced and the bytes sent come from the
/// same inodes, and are read straight into the caller's buffer. A file that changes meanwhile makes
/// `read` throw before its last bytes are handed out: a request never completes with mixed content.
///
/// Used from one thread at a time.
final class BodyReader {
  /// How many bytes `read` gives in all.
  let length: Int64
  /// The files as they were when they were opened, in the order of the body.
  let fingerprints: [FileFingerprint]
  /// Whether anything was ever asked for, after which the server may have seen the request.
  private(set) var hasBegun = false
  /// How many bytes were handed out.
  private(set) var bytesRead: Int64 = 0

  private enum Piece {
    case bytes(Data)
    case file(OpenFile, FileFingerprint)

    var length: Int64 {
      switch self {
      case .bytes(let data): Int64(data.count)
      case .file(_, let fingerprint): fingerprint.size
      }
    }
  }

  private var pieces: ArraySlice<Piece>
  /// How much of the first piece is done.
  private var position: Int64 = 0
  private var failure: FileFailure?

  /// Opens the files of a body; throws when one is not as it was at an earlier attempt.
  init(_ body: EncodedBody, expecting: [FileFingerprint]? = nil) throws(FileFailure) {
    var pieces: [Piece] = []
    var fingerprints: [FileFingerprint] = []
    var length: Int64 = 0
    for segment in body.segments {
      let piece: Piece
      switch segment {
      case .bytes(let data):
        piece = .bytes(data)
      case .file(let url):
        let file = try OpenFile(reading: url.localPath())
        let fingerprint = try file.fingerprint()
        if let expecting {
          let index = fingerprints.count
          guard expecting.indices.contains(index), expecting[index] == fingerprint else {
            throw FileFailure(.open, file.path, .changed)
          }
        }
        fingerprints.append(fingerprint)
        piece = .file(file, fingerprint)
      }
      let (sum, overflow) = length.addingReportingOverflow(piece.length)
      guard !overflow else { throw FileFailure(.inspect, "", .tooLarge) }
      length = sum
      pieces.append(piece)
    }
    self.pieces = pieces[...]
    self.fingerprints = fingerprints
    self.length = length
  }

  /// Fills the buffer as far as the body goes and returns how much that was; 0 at the end.
  ///
  /// After an error every further call throws the same one.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    hasBegun = true
    if let failure { throw failure }
    do {
      var filled = 0
      while filled < buffer.count, let piece = pieces.first {
        filled += try read(piece, into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      }
      bytesRead += Int64(filled)
      return filled
    } catch {
      failure = error
      pieces = []
      throw error
    }
  }

  /// Closes the files. What was not read by then cannot be read any more.
  func close() {
    if failure == nil, !pieces.isEmpty {
      failure = FileFailure(.read, path(of: pieces.first), .closed)
    }
    pieces = []
  }

  private func read(
    _ piece: Piece, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileFailure) -> Int {
    let wanted = Int(min(Int64(buffer.count), piece.length - position))
    let destination = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(wanted))
    let count: Int
    switch piece {
    case .bytes(let data):
      let start = data.startIndex + Int(position)
      count = data.copyBytes(to: destination, from: start..<start + wanted)
    case .file(let file, let fingerprint):
      count = wanted == 0 ? 0 : try file.fill(destination)
      let isAtEnd = position + Int64(count) == fingerprint.size
      // Nothing read before the end: it shrank. Not the same at the end: it grew or was rewritten.
      if isAtEnd ? try file.fingerprint() != fingerprint : count == 0 {
        throw FileFailure(.read, file.path, .changed)
      }
    }
    position += Int64(count)
    if position == piece.length {
      pieces.removeFirst()
      position = 0
    }
    return count
  }

  private func path(of piece: Piece?) -> String {
    if case .file(let file, _) = piece { file.path } else { "" }
  }
}
