import Foundation
import MemoriesKit

/// Everything that was uploaded and not deleted.
struct Library {
  static let bucket = "mavi-resource"

  var videos: [Video] = []
  var assets: [Asset] = []
  private var uploadCount: UInt64 = 0

  /// The digits of the next identifier; the first are those of a documented example.
  mutating func makeIdentifier(prefix: String, first: UInt64) -> String {
    defer { uploadCount += 1 }
    return "\(prefix)\(first + uploadCount)"
  }

  /// What a storage location leads to.
  func resource(bucket: String, blob: String) -> Resource? {
    guard bucket == Self.bucket else { return nil }
    if let video = videos.first(where: { $0.blob == blob && $0.isStored }) {
      return video.resource
    }
    return assets.first { $0.blob == blob && $0.processing.status == .succeeded }?.resource
  }
}

/// Something that can be downloaded.
struct Resource {
  let fileName: String
  let contentType: String
  let content: StoredContent

  /// An attachment of the original name. What could end the header, or the quoted string, does not.
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

/// How far the service is with an upload.
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

  /// Ends by itself if it is time.
  mutating func finishIfDue(at now: Duration) {
    if let pollsLeft, pollsLeft <= 0 { finish() }
    if let due, due <= now { finish() }
  }

  /// Notes that a poll was answered.
  mutating func countPoll() {
    if status == .waiting { status = .working }
    if let count = pollsLeft { pollsLeft = count - 1 }
  }

  /// Ends at once, as it was going to or otherwise.
  mutating func finish(failing: Bool? = nil) {
    guard !isFinished else { return }
    status = failing ?? fails ? .failed : .succeeded
  }
}
