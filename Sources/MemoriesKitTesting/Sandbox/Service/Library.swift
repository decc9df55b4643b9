import Foundation
import MemoriesKit

/// All videos and assets that were uploaded and not deleted.
struct Library {
  static let bucket = "mavi-resource"

  var videos: [Video] = []
  var assets: [Asset] = []
  private var uploadCount: UInt64 = 0

  /// Makes the next identifier. The first one is that of a documented example.
  mutating func makeIdentifier(prefix: String, first: UInt64) -> String {
    defer { uploadCount += 1 }
    return "\(prefix)\(first + uploadCount)"
  }

  /// The file at a storage location.
  func resource(bucket: String, blob: String) -> Resource? {
    guard bucket == Self.bucket else { return nil }
    if let video = videos.first(where: { $0.blob == blob && $0.isStored }) {
      return video.resource
    }
    return assets.first { $0.blob == blob && $0.processing.status == .succeeded }?.resource
  }
}

/// A file that can be downloaded.
struct Resource {
  let fileName: String
  let contentType: String
  let content: StoredContent

  /// The `Content-Disposition` with the original file name. Characters that could end the header or
  /// the quoted string are escaped or replaced.
  var disposition: String {
    var name = ""
    for scalar in fileName.unicodeScalars {
      switch scalar {
      case "\"", "\\": name += "\\" + String(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7f: name += "_"
      default: name.unicodeScalars.append(scalar)
      }
    }
    return "attachment; filename=\"\(name)\""
  }
}

/// The state of processing an upload.
struct Indexing {
  enum Status {
    case waiting
    case working
    case succeeded
    case failed
  }

  private(set) var status = Status.waiting
  private var pollsLeft: Int?
  private var due: Duration?
  private var fails: Bool

  init(_ rule: Sandbox.Settings.Indexing, fails: Bool, now: Duration) {
    self.fails = fails
    switch rule {
    case .afterPolls(let count): pollsLeft = max(0, count)
    case .after(let duration): due = now + duration.bounded
    case .onRequest: break
    }
    finishIfDue(at: now)
  }

  var isFinished: Bool { status == .succeeded || status == .failed }

  /// Ends the processing if it is due.
  mutating func finishIfDue(at now: Duration) {
    if let pollsLeft, pollsLeft <= 0 { finish() }
    if let due, due <= now { finish() }
  }

  /// Counts a poll.
  mutating func countPoll() {
    if status == .waiting { status = .working }
    if let count = pollsLeft { pollsLeft = count - 1 }
  }

  /// Ends the processing at once, as planned or with the given result.
  mutating func finish(failing: Bool? = nil) {
    guard !isFinished else { return }
    status = failing ?? fails ? .failed : .succeeded
  }
}
