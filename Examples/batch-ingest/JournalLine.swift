import Foundation
import MemoriesKit

/// A line of a journal, of this version or an earlier one.
protocol JournalLine: Sendable {
  /// What happened to the video.
  var event: Journal.Event { get set }
}

extension JournalLine {
  /// Combines this line with `known`, the combination of the lines before it.
  func following(_ known: Self?) -> Self {
    guard var known else { return self }
    switch (known.event, event) {
    case (.uploaded, .intended), (.uploaded, .failed), (.uploaded, .unknown),
      (.uploaded, .absent):
      return known
    // The service may have accepted the upload with the unknown result, whatever became of later
    // ones.
    case (.unknown, .intended), (.unknown, .failed):
      return known
    // The first upload was stopped before its result was written down.
    case (.intended, .intended):
      known.event = .unknown
      return known
    case (_, .uploaded), (_, .unknown), (.failed, _), (.intended, .failed), (_, .absent),
      (.absent, _):
      return self
    }
  }
}

extension Journal.Entry {
  /// Combines this entry with those before it, and keeps the time in which an upload whose result is
  /// not known may have been accepted.
  func adding(to known: Journal.Entry?) -> Journal.Entry {
    var entry = following(known)
    guard [.intended, .unknown].contains(entry.event) else { return entry }
    let isOpen = known.map { [.intended, .unknown].contains($0.event) } ?? false
    let begins = [isOpen ? known?.begin ?? known?.time : nil, begin ?? time].compactMap { $0 }
    entry.begin = begins.min()
    entry.time = max(time, isOpen ? known?.time ?? time : time)
    // Of two uploads to two places one entry can only say that it does not know the place.
    if isOpen, known?.uniqueID != uniqueID {
      entry.uniqueID = nil
    } else {
      entry.uniqueID = uniqueID
    }
    return entry
  }

  /// The name of the file without its folders, which is what the service gets.
  var fileName: String { (name as NSString).lastPathComponent }

  /// What to look for in the library.
  ///
  /// - Parameter uniqueID: The part of the library, if the entry does not tell it.
  func lostUpload(uniqueID: String?) -> LostUpload {
    let part = self.uniqueID ?? uniqueID ?? ""
    return LostUpload(
      fileName: fileName, byteCount: content.byteCount,
      scope: part.isEmpty ? nil : .uniqueID(part), begin: begin ?? time, end: time)
  }
}

/// A line of a journal from a version that identified a file by name, size and time.
struct EarlierEntry: JournalLine, Decodable {
  /// The identity of a file in those versions.
  struct File: Sendable, Hashable, Decodable {
    let path: String
    let byteCount: Int64
    /// In milliseconds since 1970.
    let modified: Int64

    init(_ video: VideoFile) {
      path = video.name
      byteCount = video.byteCount
      modified = video.modified
    }
  }

  let file: File
  var event: Journal.Event
  let videoNo: String?
  let reason: String?
  let time: Date
}
