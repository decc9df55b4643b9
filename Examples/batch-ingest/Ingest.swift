import Foundation
import MemoriesKit
import Terminal

/// The uploading of a folder's videos.
struct Ingest: Sendable {
  let client: MemoriesClient
  let options: Options
  let journal: Journal
  /// Once set, no further upload begins; those that run go on.
  let ending: Latch

  /// What is to be done with a video before any is sent: nil when it is to be uploaded.
  func knownFate(of file: VideoFile) async -> Fate? {
    guard let entry = await journal.latestEntry(of: file.identity) else { return nil }
    switch entry.event {
    case .uploaded:
      return .alreadyUploaded(entry.videoNo ?? "?")
    case .failed:
      return nil
    case .intended, .unknown:
      if options.retriesUnknown { return nil }
      return .unknown(entry.reason ?? "an earlier run was stopped before it knew the result")
    }
  }

  /// Uploads videos, a bounded number at the same time, and tells of each one as it ends.
  func upload(
    _ files: [VideoFile], progress: TotalProgress,
    ended: @escaping @Sendable (Int, Report.Row) -> Void
  ) async throws -> [Report.Row] {
    try await withThrowingTaskGroup(of: Report.Row.self) { group in
      var waiting = files[...]
      var rows: [Report.Row] = []
      for file in waiting.prefix(options.jobs) {
        group.addTask { try await upload(file, progress) }
      }
      waiting = waiting.dropFirst(options.jobs)
      while let row = try await group.next() {
        rows.append(row)
        progress.end(row.file) { ended($0, row) }
        if let file = waiting.popFirst() {
          group.addTask { try await upload(file, progress) }
        }
      }
      return rows
    }
  }

  /// Throws only when the journal cannot be written, because nothing may be sent without it.
  private func upload(_ listed: VideoFile, _ progress: TotalProgress) async throws -> Report.Row {
    guard !ending.isSet, !Task.isCancelled else {
      return Report.Row(file: listed, fate: .notTried)
    }
    // The file may have grown since it was listed, and what is sent is to be written down.
    guard let file = try? VideoFile(at: listed.url) else {
      return Report.Row(file: listed, fate: .failed("the file is gone or cannot be read"))
    }
    try await record(Journal.Entry(file: file.identity, event: .intended))
    let result = await send(file) { progress.update(listed, $0) }
    try await record(result)
    switch result.event {
    case .uploaded: return Report.Row(file: file, fate: .uploaded(result.videoNo ?? "?"))
    case .failed: return Report.Row(file: file, fate: .failed(result.reason ?? "?"))
    case .unknown, .intended: return Report.Row(file: file, fate: .unknown(result.reason ?? "?"))
    }
  }

  private func send(
    _ file: VideoFile, progress: @escaping ProgressHandler
  ) async -> Journal.Entry {
    var upload = VisualSearch.UploadVideo(file: file.url)
    upload.scope = options.uniqueID.map { .uniqueID($0) }
    upload.tags = options.tags
    do {
      let receipt = try await client.send(upload, progress: progress)
      return Journal.Entry(
        file: file.identity, event: .uploaded, videoNo: receipt.videoNo.rawValue)
    } catch let error as MemoriesError {
      if error.concernsEveryUpload { ending.set() }
      let isCertain = error.outcome == .notSent || error.outcome == .refused
      return Journal.Entry(
        file: file.identity, event: isCertain ? .failed : .unknown, reason: "\(error)")
    } catch is CancellationError {
      return Journal.Entry(
        file: file.identity, event: .failed, reason: "stopped before anything was sent")
    } catch {
      return Journal.Entry(file: file.identity, event: .unknown, reason: "\(error)")
    }
  }

  private func record(_ entry: Journal.Entry) async throws {
    do {
      try await journal.record(entry)
    } catch {
      ending.set()
      let lost = entry.videoNo.map { ", which would have said that it is \($0)" } ?? ""
      throw Obstacle(
        text: "the journal cannot be written for \(entry.file.path)\(lost): \(error)", status: 73)
    }
  }
}

extension MemoriesError {
  /// Whether the next upload would meet the same.
  fileprivate var concernsEveryUpload: Bool {
    [.notConfigured, .unauthorized, .forbidden, .insufficientBalance].contains(kind)
  }
}
