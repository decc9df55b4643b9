import Foundation
import MemoriesKit
import Terminal

/// Uploads the videos of a folder.
struct Ingest: Sendable {
  let client: MemoriesClient
  let options: Options
  let journal: Journal
  /// Once this is set, no more uploads begin; running ones continue.
  let stopFlag: StopFlag

  /// Uploads videos, a limited number at the same time. Calls `ended` for each video as it ends,
  /// and for its duplicates.
  func upload(
    _ candidates: [UploadPlan.Candidate], progress: TotalProgress,
    ended: @escaping @Sendable (Int, Report.Row) -> Void
  ) async throws -> [Report.Row] {
    let (rows, errors) = await withTaskGroup(of: Result<[Report.Row], ExitError>.self) { group in
      var waiting = candidates[...]
      var rows: [Report.Row] = []
      var errors: [ExitError] = []
      func begin() {
        guard let candidate = waiting.popFirst() else { return }
        group.addTask { await upload(candidate, progress) }
      }
      for _ in 0..<options.jobs { begin() }
      while let ends = await group.next() {
        switch ends {
        case .success(let ends):
          for row in ends {
            rows.append(row)
            // Only tried uploads count, so that the numbers of the running ones have no gaps.
            if row.result == .notTried { continue }
            progress.end(row.file) { ended($0, row) }
          }
        case .failure(let error):
          // The other running uploads continue, because they are billed.
          errors.append(error)
        }
        begin()
      }
      return (rows, errors)
    }
    if let error = errors.first {
      throw ExitError(text: errors.map(\.text).joined(separator: "; "), status: error.status)
    }
    return rows
  }

  private func upload(
    _ candidate: UploadPlan.Candidate, _ progress: TotalProgress
  ) async -> Result<[Report.Row], ExitError> {
    do {
      let result = try await result(of: candidate, progress)
      let duplicatesResult = result == .notTried ? result : .same(as: candidate.file.name, result)
      return .success(
        [Report.Row(file: candidate.file, result: result)]
          + candidate.duplicates.map { Report.Row(file: $0, result: duplicatesResult) })
    } catch {
      return .failure(error)
    }
  }

  /// Throws only when the journal cannot be written, because nothing may be sent without it.
  private func result(
    of candidate: UploadPlan.Candidate, _ progress: TotalProgress
  ) async throws(ExitError) -> VideoResult {
    guard !stopFlag.isSet, !Task.isCancelled else { return .notTried }
    // The upload must be the content that the journal was asked about and will name. The file may
    // have changed by now, or still be growing.
    let content: VideoContent
    do {
      content = try VideoContent(of: candidate.file.url)
    } catch {
      return .failed("it cannot be read: \(error.reason)")
    }
    guard content == candidate.content else {
      return .failed("it changed while this ran; start again to upload it")
    }
    try await record(entry(of: candidate, .intended))
    let result = await send(candidate) { progress.update(candidate.file, $0) }
    try await record(result)
    switch result.event {
    case .uploaded: return .uploaded(result.videoNo ?? "?")
    case .failed:
      let reason = result.reason ?? "?"
      guard await journal.latestEntry(of: candidate.content)?.event == .failed else {
        return .unknown("an earlier upload of it may have arrived; this one failed: \(reason)")
      }
      return .failed(reason)
    case .unknown, .intended: return .unknown(result.reason ?? "?")
    }
  }

  private func send(
    _ candidate: UploadPlan.Candidate, progress: TransferProgress.Handler
  ) async -> Journal.Entry {
    var upload = VisualSearch.UploadVideo(file: candidate.file.url)
    upload.scope = options.uniqueID.map { .uniqueID($0) }
    upload.tags = options.tags
    do {
      let receipt = try await client.send(upload, progress: progress)
      return entry(of: candidate, .uploaded, videoNo: receipt.videoNo.rawValue)
    } catch let error as MemoriesError {
      if error.concernsEveryUpload { stopFlag.set() }
      let isCertain = error.outcome == .notSent || error.outcome == .refused
      return entry(of: candidate, isCertain ? .failed : .unknown, reason: "\(error)")
    } catch is CancellationError {
      return entry(of: candidate, .failed, reason: "stopped before anything was sent")
    } catch {
      return entry(of: candidate, .unknown, reason: "\(error)")
    }
  }

  private func entry(
    of candidate: UploadPlan.Candidate, _ event: Journal.Event, videoNo: String? = nil,
    reason: String? = nil
  ) -> Journal.Entry {
    Journal.Entry(
      content: candidate.content, name: candidate.file.name, event: event, videoNo: videoNo,
      reason: reason)
  }

  private func record(_ entry: Journal.Entry) async throws(ExitError) {
    do {
      try await journal.record(entry)
    } catch {
      stopFlag.set()
      let lost = entry.videoNo.map { ", which would have said that it is \($0)" } ?? ""
      throw ExitError(
        text: "the journal cannot be written for \(entry.name)\(lost): \(error)", status: 73)
    }
  }
}

extension MemoriesError {
  /// Whether every other upload would fail in the same way.
  fileprivate var concernsEveryUpload: Bool {
    [.notConfigured, .unauthorized, .forbidden, .insufficientBalance].contains(kind)
  }
}
