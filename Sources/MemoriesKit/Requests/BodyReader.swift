import Foundation

/// Reads the bytes of a body for one attempt.
///
/// The reader checks the files in the beginning, because the length is announced before anything is
/// sent. It opens them only when their turn has come, because thousands of bodies may be waiting.
/// They must be unchanged then. From there on it reads straight into the buffer of the caller. When
/// a file changes, `read` throws before it returns the last bytes, so that the request never
/// completes.
///
/// Use it from one thread at a time.
final class BodyReader {
  /// How many bytes `read` returns in all.
  let length: Int64
  /// The fingerprints of the files in the beginning, in the order of the body.
  let fingerprints: [FileFingerprint]
  /// Whether `open` has been called.
  private(set) var isOpen = false

  private enum Segment {
    case bytes(Data)
    case unopened(path: String, FileFingerprint)
    case file(OpenFile, FileFingerprint)

    var length: Int64 {
      switch self {
      case .bytes(let data): Int64(data.count)
      case .unopened(_, let fingerprint), .file(_, let fingerprint): fingerprint.size
      }
    }

    var path: String {
      switch self {
      case .bytes: ""
      case .unopened(let path, _): path
      case .file(let file, _): file.path
      }
    }
  }

  private var segments: ArraySlice<Segment>
  /// How much of the first segment has been read.
  private var position: Int64 = 0
  private var failure: FileFailure?

  /// Checks the files of a body; throws when one has changed since an earlier attempt.
  init(_ body: EncodedBody, expecting: [FileFingerprint]? = nil) throws(FileFailure) {
    var segments: [Segment] = []
    var fingerprints: [FileFingerprint] = []
    var length: Int64 = 0
    for encoded in body.segments {
      let segment: Segment
      switch encoded {
      case .bytes(let data):
        segment = .bytes(data)
      case .file(let url):
        let path = try url.localPath()
        let fingerprint = FileFingerprint(try stat(ofFile: path))
        if let expecting {
          let index = fingerprints.count
          guard expecting.indices.contains(index), expecting[index] == fingerprint else {
            throw FileFailure(.inspect, path, .changed)
          }
        }
        fingerprints.append(fingerprint)
        segment = .unopened(path: path, fingerprint)
      }
      let (sum, overflow) = length.addingReportingOverflow(segment.length)
      guard !overflow else { throw FileFailure(.inspect, segment.path, .tooLarge) }
      length = sum
      segments.append(segment)
    }
    self.segments = segments[...]
    self.fingerprints = fingerprints
    self.length = length
  }

  /// Opens all files at once, so that they belong together; throws when one has changed since the
  /// check. Only the first call does anything.
  func open() throws(FileFailure) {
    if let failure { throw failure }
    guard !isOpen else { return }
    isOpen = true
    do throws(FileFailure) {
      for index in segments.indices {
        guard case .unopened(let path, let fingerprint) = segments[index] else { continue }
        let file = try OpenFile(reading: path)
        guard try file.fingerprint() == fingerprint else {
          throw FileFailure(.open, path, .changed)
        }
        segments[index] = .file(file, fingerprint)
      }
    } catch {
      throw ending(with: error)
    }
  }

  /// Fills the buffer as far as the body goes, and returns the byte count; 0 at the end. It opens
  /// the files if nobody has.
  ///
  /// After an error every further call throws the same one.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    try fill(buffer) { file, buffer throws(FileFailure) in try file.fill(buffer) } ?? 0
  }

  #if canImport(Glibc)
  /// The same with what is in memory, so that it never waits for a disk; nil when that is nothing.
  func readIfReady(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int? {
    try fill(buffer) { file, buffer throws(FileFailure) in file.fillIfReady(buffer) }
  }
  #endif

  private typealias FileRead = (OpenFile, UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int?

  private func fill(
    _ buffer: UnsafeMutableRawBufferPointer, _ readFile: FileRead
  ) throws(FileFailure) -> Int? {
    try open()
    do {
      var filled = 0
      while filled < buffer.count, let segment = segments.first {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        guard let count = try read(segment, into: rest, readFile) else {
          return filled == 0 ? nil : filled
        }
        filled += count
      }
      return filled
    } catch {
      throw ending(with: error)
    }
  }

  /// Closes the files. Nothing can be read afterwards.
  func close() {
    guard failure == nil, let segment = segments.first else { return }
    _ = ending(with: FileFailure(.read, segment.path, .closed))
  }

  /// Closes everything, and remembers why.
  private func ending(with failure: FileFailure) -> FileFailure {
    self.failure = failure
    segments = []
    return failure
  }

  private func read(
    _ segment: Segment, into buffer: UnsafeMutableRawBufferPointer, _ readFile: FileRead
  ) throws(FileFailure) -> Int? {
    let wanted = Int(min(Int64(buffer.count), segment.length - position))
    let destination = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(wanted))
    let count: Int
    switch segment {
    case .bytes(let data):
      let start = data.startIndex + Int(position)
      count = data.copyBytes(to: destination, from: start..<start + wanted)
    case .unopened(let path, _):
      throw FileFailure(.read, path, .closed)
    case .file(let file, let fingerprint):
      guard let read = wanted == 0 ? 0 : try readFile(file, destination) else { return nil }
      count = read
      let isAtEnd = position + Int64(count) == fingerprint.size
      // No bytes before the end mean that the file shrank. Another fingerprint at the end means
      // that it grew or was rewritten.
      if isAtEnd ? try file.fingerprint() != fingerprint : count == 0 {
        throw FileFailure(.read, file.path, .changed)
      }
    }
    position += Int64(count)
    if position == segment.length {
      segments.removeFirst()
      position = 0
    }
    return count
  }
}
