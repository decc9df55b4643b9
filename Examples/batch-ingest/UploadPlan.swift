import Foundation

/// What is to be done with the videos of a folder, before any is sent.
struct UploadPlan: Sendable {
  /// Those of which it is known what became of them, or that cannot be sent.
  private(set) var rows: [Report.Row] = []
  /// Those to be uploaded, each with a content of its own.
  private(set) var candidates: [Candidate] = []

  /// A video to be uploaded.
  struct Candidate: Sendable {
    let file: VideoFile
    let content: VideoContent
    /// The files with the same content, for which nothing is sent.
    var duplicates: [VideoFile] = []
  }

  /// Looks at the videos; at no more of them once `ending` is set.
  init(
    of files: [VideoFile], in journal: Journal, retryingUnknown: Bool, stopFlag: StopFlag
  ) async throws {
    var known: [(file: VideoFile, content: VideoContent)] = []
    for file in files {
      if stopFlag.isSet {
        rows.append(Report.Row(file: file, result: .notTried))
        continue
      }
      do {
        known.append((file, try VideoContent(of: file.url)))
      } catch {
        rows.append(Report.Row(file: file, result: .failed("it cannot be read: \(error.reason)")))
      }
    }
    try await journal.adopt(known)
    var places: [VideoContent: Int] = [:]
    for (file, content) in known {
      let entry = await journal.latestEntry(of: content)
      if let result = entry.flatMap({ Self.result(of: $0, retryingUnknown: retryingUnknown) }) {
        rows.append(Report.Row(file: file, result: result))
      } else if let place = places[content] {
        candidates[place].duplicates.append(file)
      } else {
        places[content] = candidates.count
        candidates.append(Candidate(file: file, content: content))
      }
    }
  }

  /// What an entry says of a video; nil when it is to be uploaded.
  private static func result(of entry: Journal.Entry, retryingUnknown: Bool) -> VideoResult? {
    switch entry.event {
    case .uploaded:
      return .alreadyUploaded(entry.videoNo ?? "?")
    case .failed:
      return nil
    case .intended, .unknown:
      if retryingUnknown { return nil }
      return .unknown(entry.reason ?? "an earlier run was stopped before it knew the result")
    }
  }
}
