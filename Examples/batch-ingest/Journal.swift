import Foundation
import MemoriesKit
import Terminal

/// The uploads of a folder, in a file that outlives this program.
///
/// The journal records an upload before it is sent, and again when its result is known. So whatever
/// ends this program, a video that may have been sent has an entry.
actor Journal {
  /// One line of the file.
  struct Entry: JournalLine, Equatable, Codable {
    let content: VideoContent
    /// The name of the file, for people.
    let name: String
    var event: Event
    var videoNo: String?
    var reason: String?
    /// The part of the library that it was sent to, empty for that without a name. Earlier versions
    /// did not write it.
    var uniqueID: String?
    /// When the first upload began whose result is not known.
    var begin: Date?
    var time = Date()
  }

  /// What happened to a video.
  enum Event: String, Sendable, Codable {
    /// The upload is about to be sent.
    case intended
    /// The service accepted the video.
    case uploaded
    /// The service certainly did not accept the video.
    case failed
    /// The service may have accepted the video.
    case unknown
    /// The library was looked through, or somebody has said so: no upload has arrived.
    case absent
  }

  private let file: JournalFile
  /// Open and therefore locked, so that no other program writes them.
  private let otherFiles: [JournalFile]
  private var latest: [VideoContent: Entry] = [:]
  private var earlier: [EarlierEntry.File: EarlierEntry] = [:]

  /// The journal of a folder. It is inside, so that it moves with the folder, and is there by any
  /// path to the folder.
  static func url(in folder: URL) -> URL {
    folder.appendingPathComponent(".memories-journal.jsonl", isDirectory: false)
  }

  /// The journal of earlier versions, beside the folder.
  static func earlierURL(for folder: URL) -> URL {
    folder.deletingLastPathComponent()
      .appendingPathComponent(".\(folder.lastPathComponent).memories-journal.jsonl")
  }

  /// Opens a journal for this program alone, and creates it if there is none.
  ///
  /// - Parameters:
  ///   - url: The journal.
  ///   - otherURLs: Other journals, whose entries count too. Nothing is written there.
  ///   - unreadable: Gets each of the others that exists but cannot be read, and may throw.
  init(
    at url: URL, continuing otherURLs: [URL] = [],
    unreadable: (URL, ExitError) throws(ExitError) -> Void = { _, error throws(ExitError) in
      throw error
    }
  ) throws(ExitError) {
    file = try JournalFile(at: url)
    var otherFiles: [JournalFile] = []
    for otherURL in otherURLs {
      do {
        guard let other = try JournalFile(reading: otherURL, besides: file) else { continue }
        otherFiles.append(other)
      } catch  where error.status == JournalFile.unusable {
        try unreadable(otherURL, error)
      }
    }
    self.otherFiles = otherFiles
    for line in otherFiles.flatMap(\.lines) + file.lines {
      // A cut line is skipped. A cut intention was never acted on, and a cut result leaves the
      // intention before it.
      if let entry = try? Self.decoder.decode(Entry.self, from: line) {
        latest[entry.content] = entry.adding(to: latest[entry.content])
      } else if let entry = try? Self.decoder.decode(EarlierEntry.self, from: line) {
        earlier[entry.file] = entry.following(earlier[entry.file])
      }
    }
  }

  /// What all entries together say about a video.
  func latestEntry(of content: VideoContent) -> Entry? { latest[content] }

  /// The numbers of all videos that certainly arrived, but for that of one content.
  func videoNos(besides content: VideoContent) -> Set<VisualSearch.VideoNo> {
    Set(
      latest.values.filter { $0.event == .uploaded && $0.content != content }
        .compactMap { $0.videoNo.map { VisualSearch.VideoNo($0) } })
  }

  /// The name of another video that a number in the library may belong to just as well: it has the
  /// number already, or its own result is not known and nothing tells the two apart but their
  /// content, which the service does not show.
  func rival(of entry: Entry, for candidate: LostUpload.Reconciliation.Candidate) -> String? {
    let number = candidate.video.videoNo.rawValue
    return latest.values.filter { $0.content != entry.content }.sorted { $0.name < $1.name }
      .first { other in
        switch other.event {
        case .uploaded: other.videoNo == number
        case .intended, .unknown:
          other.content.byteCount == entry.content.byteCount
            && (!candidate.matches.contains(.name) || other.fileName == entry.fileName)
        case .failed, .absent: false
        }
      }?.name
  }

  /// Writes an entry, and returns once it is on the disk.
  func record(_ entry: Entry) throws(ExitError) {
    do {
      try append([entry])
    } catch {
      // What nobody could write down, somebody must at least read.
      let lost = entry.videoNo.map { ", which would have said that it is \($0)" } ?? ""
      throw ExitError(
        text: "the journal cannot be written for \(entry.name)\(lost): \(error)", status: 73)
    }
  }

  /// Copies entries of earlier versions, which identify files by name and time, under the content
  /// of the files. From now on, names and times may change.
  func adopt(_ files: [(file: VideoFile, content: VideoContent)]) throws(ExitError) {
    var adopted: [VideoContent: Entry] = [:]
    for (file, content) in files {
      guard let entry = earlier[EarlierEntry.File(file)], ![.failed, .absent].contains(entry.event)
      else { continue }
      // Of two files with the same content, one that certainly arrived wins. One that may have
      // arrived wins over one that did not.
      switch (adopted[content] ?? latest[content])?.event {
      case .uploaded: continue
      case .intended, .unknown: guard entry.event == .uploaded else { continue }
      case .failed, .absent, nil: break
      }
      adopted[content] = Entry(
        content: content, name: file.name, event: entry.event, videoNo: entry.videoNo,
        reason: entry.reason, time: entry.time)
    }
    guard !adopted.isEmpty else { return }
    do {
      try append(adopted.values.sorted { $0.name < $1.name })
    } catch {
      throw ExitError(
        text: "the journal cannot be written, so nothing was sent: \(error)", status: 73)
    }
  }

  private func append(_ entries: [Entry]) throws {
    try file.append(try entries.map { try Self.encoder.encode($0) })
    for entry in entries { latest[entry.content] = entry.adding(to: latest[entry.content]) }
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
