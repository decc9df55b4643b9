import Foundation

/// Decides what to do with the videos of a folder, before any is sent.
struct UploadPlan: Sendable {
  /// The videos whose result is already known, or that cannot be sent.
  private(set) var rows: [Report.Row] = []
  /// The videos to upload, each with different content.
  private(set) var candidates: [Candidate] = []
  /// The videos that may have arrived before.
  private(set) var uncertain: [Candidate] = []

  /// A video to upload.
  struct Candidate: Sendable {
    let file: VideoFile
    let content: VideoContent
    /// Other files with the same content, which are not sent.
    var duplicates: [VideoFile] = []
  }

  /// Examines the videos, and stops doing so once `stopFlag` is set.
  init(of files: [VideoFile], in journal: Journal, stopFlag: StopFlag) async throws {
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
    var places: [VideoContent: Candidate] = [:]
    var order: [VideoContent] = []
    for (file, content) in known {
      if let entry = await journal.latestEntry(of: content), entry.event == .uploaded {
        rows.append(Report.Row(file: file, result: .alreadyUploaded(entry.videoNo ?? "?")))
      } else if places[content] != nil {
        places[content]?.duplicates.append(file)
      } else {
        places[content] = Candidate(file: file, content: content)
        order.append(content)
      }
    }
    for candidate in order.compactMap({ places[$0] }) {
      switch await journal.latestEntry(of: candidate.content)?.event {
      case .intended, .unknown: uncertain.append(candidate)
      case .uploaded, .failed, .absent, nil: candidates.append(candidate)
      }
    }
  }
}
