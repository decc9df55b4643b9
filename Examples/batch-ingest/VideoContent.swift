import Foundation

/// The identity of a video, whatever its name, place and time: its size and a hash of parts of it.
///
/// A file of up to 1 MiB is hashed as a whole. Of a larger one, 16 parts of 64 KiB are hashed,
/// evenly spread from the first byte to the last. So this takes the same time for any size. It
/// distinguishes all files that differ in size or anywhere in these parts. It does not distinguish
/// files of the same size that differ only between them, such as a copy with a few bytes
/// overwritten in the middle.
struct VideoContent: Sendable, Hashable, Codable {
  let byteCount: Int64
  /// The SHA-256 of the joined parts.
  let digest: String

  static let partSize = 64 << 10
  static let partCount = 16

  /// Why the content of a file is not known.
  struct Failure: Error {
    let reason: String
  }
}

extension VideoContent {
  /// Reads the content of a file.
  init(of file: URL) throws(Failure) {
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(reason: Self.reason(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(reason: Self.reason(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(reason: "it is no regular file")
    }
    var message: [UInt8] = []
    for part in Self.parts(of: Int64(status.st_size)) {
      message += try Self.bytes(part, of: descriptor)
    }
    self.init(byteCount: Int64(status.st_size), digest: SHA256.digest(of: message))
  }

  private static func parts(of byteCount: Int64) -> [Range<Int64>] {
    let size = Int64(partSize)
    guard byteCount > size * Int64(partCount) else { return [0..<byteCount] }
    let distance = (byteCount - size) / Int64(partCount - 1)
    let starts = (0..<Int64(partCount - 1)).map { $0 * distance } + [byteCount - size]
    return starts.map { $0..<($0 + size) }
  }

  private static func bytes(
    _ part: Range<Int64>, of descriptor: Int32
  ) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: part.count)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        let rest = UnsafeMutableRawBufferPointer(rebasing: $0[filled...])
        return pread(
          descriptor, rest.baseAddress, rest.count, off_t(part.lowerBound) + off_t(filled))
      }
      if count == 0 { throw Failure(reason: "it is being changed") }
      if count < 0, errno != EINTR { throw Failure(reason: reason(errno)) }
      filled += max(0, count)
    }
    return bytes
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
