import Foundation
import Terminal

/// What is known of the uploads of a folder, in a file that survives this program.
///
/// An upload is written down before it is sent and again when its result is known. So whatever
/// ends this program, a video that may have been sent has an entry.
actor Journal {
  /// One line of the file.
  struct Entry: Sendable, Equatable, Codable {
    let content: VideoContent
    /// What the file was called, for people.
    let name: String
    let event: Event
    var videoNo: String?
    var reason: String?
    var time = Date()
  }

  /// What happened to a video.
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

  private let file: JournalFile
  /// Held open, and so locked against the programs that write it.
  private let earlierFile: JournalFile?
  private var latest: [VideoContent: Entry] = [:]
  private var earlier: [EarlierEntry.File: EarlierEntry] = [:]

  /// Where the journal of a folder is: inside, so that it goes wherever the folder goes and is
  /// there whatever path leads to the folder.
  static func url(in folder: URL) -> URL {
    folder.appendingPathComponent(".memories-journal.jsonl", isDirectory: false)
  }

  /// Where earlier versions kept it: beside the folder.
  static func earlierURL(for folder: URL) -> URL {
    folder.deletingLastPathComponent()
      .appendingPathComponent(".\(folder.lastPathComponent).memories-journal.jsonl")
  }

  /// Opens a journal for this program alone, and makes it when there is none.
  ///
  /// - Parameters:
  ///   - url: Where it is.
  ///   - earlierURL: Where another may be whose entries count as well; nothing is written there.
  init(at url: URL, continuing earlierURL: URL? = nil) throws(ExitError) {
    file = try JournalFile(at: url)
    if let earlierURL {
      earlierFile = try JournalFile(reading: earlierURL, besides: file)
    } else {
      earlierFile = nil
    }
    for line in (earlierFile?.lines ?? []) + file.lines {
      // One that was cut is passed over: a cut intention was never acted on, and a cut result
      // leaves the intention before it.
      if let entry = try? Self.decoder.decode(Entry.self, from: line) {
        latest[entry.content] = entry
      } else if let entry = try? Self.decoder.decode(EarlierEntry.self, from: line) {
        earlier[entry.file] = entry
      }
    }
  }

  /// The last that was written down of a video.
  func latestEntry(of content: VideoContent) -> Entry? { latest[content] }

  /// Writes entries down and returns once they are on the disk.
  func record(_ entries: Entry...) throws {
    try record(entries)
  }

  /// Writes down under their content what is known of files by their names and times, which may
  /// change from now on.
  func adopt(_ files: [(file: VideoFile, content: VideoContent)]) throws(ExitError) {
    var adopted: [VideoContent: Entry] = [:]
    for (file, content) in files {
      guard let entry = earlier[EarlierEntry.File(file)], entry.event != .failed else { continue }
      // Of two files with the same content the one that certainly arrived counts.
      let known = adopted[content] ?? latest[content]
      guard known == nil || entry.event == .uploaded && known?.event != .uploaded else { continue }
      adopted[content] = Entry(
        content: content, name: file.name, event: entry.event, videoNo: entry.videoNo,
        reason: entry.reason, time: entry.time)
    }
    guard !adopted.isEmpty else { return }
    do {
      try record(adopted.values.sorted { $0.name < $1.name })
    } catch {
      throw ExitError(
        text: "the journal cannot be written, so nothing was sent: \(error)", status: 73)
    }
  }

  private func record(_ entries: [Entry]) throws {
    try file.append(try entries.map { try Self.encoder.encode($0) })
    for entry in entries { latest[entry.content] = entry }
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }
}
