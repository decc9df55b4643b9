import Foundation
import Terminal

/// The file of a journal, open and locked, with the lines that it had when it was opened.
struct JournalFile: Sendable {
  let lines: [Data]
  private let url: URL
  private let handle: FileHandle

  private static let newline = UInt8(ascii: "\n")

  /// Why a file cannot serve as a journal.
  private enum Fault: Error, CustomStringConvertible {
    case system(Int32)
    case notRegular
    case notAJournal
    case inUse
    case gone(URL)

    var description: String {
      switch self {
      case .system(let code): String(cString: strerror(code))
      case .notRegular: "it is no regular file"
      case .notAJournal: "it holds something else"
      case .inUse: "another batch-ingest is at work on this folder"
      case .gone(let url):
        "\(url.path) was deleted, moved or replaced while this ran; nothing more is sent"
      }
    }
  }

  /// The exit status when a journal cannot be opened or written.
  static let unusable: Int32 = 73

  /// Opens a journal for writing, for this program alone, and creates it if there is none.
  init(at url: URL) throws(ExitError) {
    self.url = url
    do {
      handle = try Self.open(url, O_RDWR | O_CREAT | O_APPEND)
      try Self.lock(handle, LOCK_EX)
      let content = try Self.content(of: handle)
      lines = content.split(separator: Self.newline)
      // A crash may have cut the last line. The next line must not be joined to it.
      if let last = content.last, last != Self.newline {
        try handle.write(contentsOf: Data([Self.newline]))
      }
    } catch {
      throw Self.error(url, cannotBe: "written", error)
    }
  }

  /// Opens a journal for reading; nil if there is none, or if it is the same file as `other`. The
  /// lock keeps writers away, because their lines would be missed.
  init?(reading url: URL, besides other: JournalFile) throws(ExitError) {
    self.url = url
    do {
      handle = try Self.open(url, O_RDONLY)
      let (status, otherStatus) = (try Self.status(of: handle), try Self.status(of: other.handle))
      if status.st_dev == otherStatus.st_dev, status.st_ino == otherStatus.st_ino { return nil }
      try Self.lock(handle, LOCK_SH)
      lines = try Self.content(of: handle).split(separator: Self.newline)
    } catch Fault.system(ENOENT) {
      return nil
    } catch {
      throw Self.error(url, cannotBe: "read", error)
    }
  }

  /// Appends lines, and returns once they are on the disk, in the file that the next run will read.
  func append(_ lines: [Data]) throws {
    // Writing to a deleted or moved file succeeds, but the next run would not find it and would
    // send everything again.
    let own = try Self.status(of: handle)
    var found = stat()
    guard own.st_nlink > 0, stat(url.path, &found) == 0, found.st_dev == own.st_dev,
      found.st_ino == own.st_ino
    else { throw Fault.gone(url) }
    // Writes all lines at once, so that a crash can only cut the end.
    try handle.write(contentsOf: Data(lines.map { $0 + [Self.newline] }.joined()))
    try handle.synchronize()
  }

  private static func open(_ url: URL, _ flags: Int32) throws -> FileHandle {
    var found = stat()
    // Checks the type before opening, because opening affects some devices and waits at pipes.
    if stat(url.path, &found) == 0, found.st_mode & S_IFMT != S_IFREG { throw Fault.notRegular }
    let descriptor = Foundation.open(url.path, flags | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw Fault.system(errno) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard try status(of: handle).st_mode & S_IFMT == S_IFREG else { throw Fault.notRegular }
    return handle
  }

  private static func status(of handle: FileHandle) throws -> stat {
    var status = stat()
    guard fstat(handle.fileDescriptor, &status) == 0 else { throw Fault.system(errno) }
    return status
  }

  /// Locks the journal, because two programs with the same one would each send every video.
  private static func lock(_ handle: FileHandle, _ kind: Int32) throws {
    guard flock(handle.fileDescriptor, kind | LOCK_NB) != 0 else { return }
    throw errno == EWOULDBLOCK ? Fault.inUse : Fault.system(errno)
  }

  /// Reads the content. Refuses a file that is no journal, such as a video, because nothing may be
  /// added to it.
  private static func content(of handle: FileHandle) throws -> Data {
    guard let start = try handle.read(upToCount: 1), !start.isEmpty else { return Data() }
    guard start.first == UInt8(ascii: "{") else { throw Fault.notAJournal }
    return start + (try handle.readToEnd() ?? Data())
  }

  private static func error(_ url: URL, cannotBe use: String, _ error: any Error) -> ExitError {
    if case Fault.inUse = error { return ExitError(text: "\(error)", status: 75) }
    return ExitError(
      text: """
        the journal \(url.path) cannot be \(use): \(error). Nothing was sent; --journal FILE \
        names another place for it
        """,
      status: unusable)
  }
}
