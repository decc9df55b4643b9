import Foundation
import MemoriesKit
import Terminal

/// Uploads the videos of a folder with the library's batch, and keeps the journal.
struct Ingest: Sendable {
  let client: MemoriesClient
  let options: Options
  let journal: Journal
  /// Once this is set, no more uploads begin; running ones continue.
  let stopFlag: StopFlag

  /// Why an upload was not even begun.
  private struct NotBegun: Error {
    let result: VideoResult
  }

  /// Uploads videos, a limited number at the same time. Calls `ended` for each as it ends.
  func upload(
    _ candidates: [UploadPlan.Candidate], progress: TotalProgress,
    ended: (UploadPlan.Candidate, VideoResult) -> Void
  ) async throws(ExitError) {
    let places = Dictionary(uniqueKeysWithValues: candidates.map { ($0.file.url, $0) })
    var errors: [ExitError] = []
    var untried = Set(places.keys)
    let batch = client.uploadAll(
      candidates.lazy.prefix { _ in !stopFlag.isSet }.map(upload), maxConcurrent: options.jobs,
      willSend: { upload in
        if let candidate = places[upload.file] { try await begin(candidate) }
      },
      progress: { upload, report in
        if let candidate = places[upload.file] { progress.update(candidate.file, report) }
      })
    for await upload in batch {
      guard let candidate = places[upload.request.file] else { continue }
      untried.remove(candidate.file.url)
      do {
        ended(candidate, try await result(of: candidate, upload.result))
      } catch {
        // The other running uploads continue, because they are billed.
        errors.append(error)
      }
    }
    for candidate in candidates where untried.contains(candidate.file.url) {
      ended(candidate, .notTried)
    }
    if let error = errors.first {
      throw ExitError(text: errors.map(\.text).joined(separator: "; "), status: error.status)
    }
  }

  private func upload(_ candidate: UploadPlan.Candidate) -> VisualSearch.UploadVideo {
    var upload = VisualSearch.UploadVideo(file: candidate.file.url)
    upload.scope = options.uniqueID.map { .uniqueID($0) }
    upload.tags = options.tags
    return upload
  }

  /// Writes the intention down, because nothing may be sent without it.
  private func begin(_ candidate: UploadPlan.Candidate) async throws {
    guard !stopFlag.isSet, !Task.isCancelled else { throw NotBegun(result: .notTried) }
    // The upload must be the content that the journal was asked about and will name. The file may
    // have changed by now, or still be growing.
    let content: VideoContent
    do {
      content = try VideoContent(of: candidate.file.url)
    } catch {
      throw NotBegun(result: .failed("it cannot be read: \(error.reason)"))
    }
    guard content == candidate.content else {
      throw NotBegun(result: .failed("it changed while this ran; start again to upload it"))
    }
    try await record(entry(of: candidate, .intended))
  }

  /// Writes the result down, and tells it in words.
  private func result(
    of candidate: UploadPlan.Candidate,
    _ result: Result<VisualSearch.UploadReceipt, any Error>
  ) async throws(ExitError) -> VideoResult {
    switch result {
    case .success(let receipt):
      try await record(entry(of: candidate, .uploaded, videoNo: receipt.videoNo.rawValue))
      return .uploaded(receipt.videoNo.rawValue)
    case .failure(let notBegun as NotBegun):
      return notBegun.result
    case .failure(let error as ExitError):
      throw error
    case .failure(let error as MemoriesError):
      if error.concernsEveryCall { stopFlag.set() }
      let isCertain = error.outcome == .notSent || error.outcome == .refused
      try await record(entry(of: candidate, isCertain ? .failed : .unknown, reason: "\(error)"))
      return isCertain ? .failed("\(error)") : .unknown("\(error)")
    case .failure(is CancellationError):
      let reason = "stopped before anything was sent"
      try await record(entry(of: candidate, .failed, reason: reason))
      return .failed(reason)
    case .failure(let error):
      try await record(entry(of: candidate, .unknown, reason: "\(error)"))
      return .unknown("\(error)")
    }
  }

  private func entry(
    of candidate: UploadPlan.Candidate, _ event: Journal.Event, videoNo: String? = nil,
    reason: String? = nil
  ) -> Journal.Entry {
    Journal.Entry(
      content: candidate.content, name: candidate.file.name, event: event, videoNo: videoNo,
      reason: reason, uniqueID: options.uniqueID ?? "")
  }

  private func record(_ entry: Journal.Entry) async throws(ExitError) {
    do {
      try await journal.record(entry)
    } catch {
      stopFlag.set()
      throw error
    }
  }
}
