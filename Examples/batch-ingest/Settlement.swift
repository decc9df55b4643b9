import Foundation
import MemoriesKit
import Terminal

/// Finds out what became of uploads whose result is not known.
struct Settlement: Sendable {
  let client: MemoriesClient
  let options: Options
  let journal: Journal
  let stopFlag: StopFlag

  /// What is found out about one video.
  enum Finding: Sendable {
    /// It arrived.
    case uploaded(videoNo: String)
    /// No upload of it arrived, so it can be sent.
    case absent
    /// Nothing decides. The words say what speaks for what.
    case unknown(String)
  }

  /// Looks for an upload in the library, and writes down what that decides.
  ///
  /// - Parameter waiting: How long to look again; nil means once.
  func settle(
    _ candidate: UploadPlan.Candidate, waiting: Duration?
  ) async throws(ExitError) -> Finding {
    guard var entry = await journal.latestEntry(of: candidate.content) else { return .absent }
    if entry.event == .intended {
      // The run that sent it is over, and did not say when. So it may have been accepted until now.
      entry.event = .unknown
      entry.reason = "an earlier run was stopped before it knew the result"
      entry.time = Date()
      try await record(entry)
    }
    let finding = await found(entry, waiting)
    switch finding {
    case .uploaded(let videoNo):
      entry.event = .uploaded
      entry.videoNo = videoNo
      entry.reason = "found in the library"
    case .absent:
      entry.event = .absent
      entry.reason = "not in the library"
    case .unknown:
      return finding
    }
    entry.time = Date()
    try await record(entry)
    return finding
  }

  /// Writes down what the user knows.
  func resolve(
    _ candidate: UploadPlan.Candidate, as videoNo: String?
  ) async throws(ExitError) {
    guard var entry = await journal.latestEntry(of: candidate.content) else { return }
    entry.event = videoNo == nil ? .absent : .uploaded
    entry.videoNo = videoNo
    entry.reason = "resolved by hand"
    entry.time = Date()
    try await record(entry)
  }

  private func found(_ entry: Journal.Entry, _ waiting: Duration?) async -> Finding {
    let others = await journal.videoNos(besides: entry.content)
    let lost = entry.lostUpload(uniqueID: options.uniqueID)
    let reason = entry.reason ?? "its result was lost"
    do {
      let options = waiting.map { duration in
        var options = WaitOptions()
        options.timeout = duration
        return options
      }
      let result = try await stopping {
        try await client.reconcile(lost, excluding: others, waiting: options)
      }
      switch result {
      case .found(let candidate):
        if let rival = await journal.rival(of: entry, for: candidate) {
          return .unknown(
            "\(Self.words(for: [candidate])) may be it, or \(rival), which is as large: \(reason)")
        }
        return .uploaded(videoNo: candidate.video.videoNo.rawValue)
      case .absent where entry.uniqueID == nil:
        return .unknown("not found, but an earlier version did not write where it went: \(reason)")
      case .absent:
        return .absent
      case .notListed(let date):
        return .unknown(
          "not found, but it may be listed until \(date.formatted(.iso8601)): \(reason)")
      case .undecided(let candidates):
        return .unknown("it may be \(Self.words(for: candidates)): \(reason)")
      }
    } catch {
      return .unknown("it could not be looked for (\(error)): \(reason)")
    }
  }

  private static func words(for candidates: [LostUpload.Reconciliation.Candidate]) -> String {
    guard !candidates.isEmpty else { return "in a part of the library that was not read" }
    let words = candidates.prefix(5).map { candidate in
      let matches = candidate.matches.map(\.rawValue).sorted().joined(separator: " and ")
      return
        "\(candidate.video.videoNo) (\(matches.isEmpty ? "nothing differs" : "same \(matches)"))"
    }
    let rest = candidates.count - words.count
    return words.joined(separator: " or ") + (rest > 0 ? " or one of \(rest) others" : "")
  }

  /// Runs `work` until a signal asks for the end. Looking costs nothing, so nobody needs to wait for
  /// it.
  private func stopping<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        while !stopFlag.isSet { try await Task.sleep(for: .milliseconds(100)) }
        return nil
      }
      defer { group.cancelAll() }
      guard let value = try await group.next() ?? nil else { throw CancellationError() }
      return value
    }
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
