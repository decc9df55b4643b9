import Foundation
import Terminal

/// What is known of the uploads of a folder, in a file beside it that survives this program.
///
/// An upload is written down before it is sent and again when its result is known. So whatever
/// ends this program, a file that may have been sent has an entry.
actor Journal {
  /// One line of the file.
  struct Entry: Sendable, Equatable, Codable {
    let file: VideoFile.Identity
    let event: Event
    var videoNo: String?
    var reason: String?
    var time = Date()
  }

  /// What happened to a file.
  enum Event: String, Sendable, Codable {
    /// The upload is about to be sent.
    case intended
    /// The service took the video in.
    case uploaded
    /// The service certainly did not take it in.
    case failed
    /// The service may have taken it in.
    case unknown
  }

  private let handle: FileHandle
  private var latest: [VideoFile.Identity: Entry] = [:]

  /// Where the journal of a folder is.
  static func url(for folder: URL) -> URL {
    folder.deletingLastPathComponent()
      .appendingPathComponent(".\(folder.lastPathComponent).memories-journal.jsonl")
  }

  /// Opens the journal for this program alone, and makes it when there is none.
  init(at url: URL) throws(Obstacle) {
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.unwritable(url, String(cString: strerror(errno))) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    // Two programs on the same folder would each send every file.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw Obstacle(text: "another batch-ingest is at work on this folder", status: 75)
    }
    do {
      let content = try handle.readToEnd() ?? Data()
      for entry in Self.entries(in: content) { latest[entry.file] = entry }
      // The last line may have been cut by a crash. It must not swallow the one that comes next.
      if let last = content.last, last != Self.newline {
        try handle.write(contentsOf: Data([Self.newline]))
      }
    } catch {
      throw Self.unwritable(url, "\(error)")
    }
  }

  /// The last that was written down of a file.
  func latestEntry(of file: VideoFile.Identity) -> Entry? { latest[file] }

  /// Writes an entry down and returns once it is on the disk.
  func record(_ entry: Entry) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    // In one piece, so that no other end than a cut one is possible.
    try handle.write(contentsOf: try encoder.encode(entry) + [Self.newline])
    try handle.synchronize()
    latest[entry.file] = entry
  }

  private static let newline = UInt8(ascii: "\n")

  /// The entries that can be read. One that was cut is passed over: a cut intention was never
  /// acted on, and a cut result leaves the intention before it.
  private static func entries(in content: Data) -> [Entry] {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return content.split(separator: newline).compactMap {
      try? decoder.decode(Entry.self, from: $0)
    }
  }

  private static func unwritable(_ url: URL, _ reason: String) -> Obstacle {
    Obstacle(text: "the journal \(url.path) cannot be written: \(reason)", status: 73)
  }
}
