import Foundation

/// Decides what to do with the videos of a folder, before any is sent.
struct UploadPlan: Sendable {
  /// The videos whose result is already known, or that cannot be sent.
  private(set) var rows: [Report.Row] = []
  /// The videos to upload, each with different content.
  private(set) var candidates: [Candidate] = []

  /// A video to upload.
  struct Candidate: Sendable {
    let file: VideoFile
    let content: VideoContent
    /// Other files with the same content, which are not sent.
    var duplicates: [VideoFile] = []
  }

  /// Examines the videos, and stops doing so once `stopFlag` is set.
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

  /// The result that an entry gives a video; nil when it should be uploaded.
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
