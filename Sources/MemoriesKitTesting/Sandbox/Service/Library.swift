import Foundation
import MemoriesKit

/// All that was uploaded, imported or made, and not deleted.
struct Library {
  static let bucket = "mavi-resource"

  /// The videos of the private and of the public library.
  var videos: [Video] = []
  var images: [Image] = []
  var folders: [Folder] = []
  var imports: [Import] = []
  /// The named scopes, in the order of their first use.
  var uniqueIDs: [String] = []
  var assets: [Asset] = []
  /// The ids whose addresses were signed and not used.
  var signedUploads: Set<String> = []
  var jobs: [Job] = []
  private var numberCount: UInt64 = 0

  /// Makes the next identifier. The first one is that of a documented example.
  mutating func makeIdentifier(prefix: String, first: UInt64) -> String {
    "\(prefix)\(makeNumber(first: first))"
  }

  /// Makes the next number.
  mutating func makeNumber(first: UInt64) -> UInt64 {
    defer { numberCount += 1 }
    return first + numberCount
  }

  /// The file at a storage location.
  func resource(at location: Location) -> Resource? {
    if let video = videos.first(where: { $0.location == location }) { return video.resource }
    if let image = images.first(where: { $0.location == location }) { return image.resource }
    for video in videos {
      let pictures = video.description.pictures ?? []
      if let picture = pictures.first(where: { video.keyframe(of: $0) == location }) {
        return video.resource(of: picture)
      }
    }
    guard location.bucket == Self.bucket else { return nil }
    return assets.first { $0.blob == location.blob && $0.processing.status == .succeeded }?
      .resource
  }
}

/// Where a file is stored.
struct Location: Hashable {
  let bucket: String
  let blob: String
}

/// A numbered folder of the account.
struct Folder {
  let folderID: Int64
  var name: String

  var json: JSONValue { ["folder_id": .int(folderID), "folder_name": .string(name)] }
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
