import Foundation
import MemoriesKit
import Terminal

/// How a run over a folder ended.
enum Ending: Sendable {
  case complete
  case incomplete
  /// Standard output failed, so only the journal says what was uploaded.
  case outputLost(journal: URL)
}

/// One run over a folder: what is known, what is looked for, what is sent.
struct FolderRun: Sendable {
  let options: Options
  let stopFlag: StopFlag
  private let output: Output

  init(options: Options, stopFlag: StopFlag) {
    self.options = options
    self.stopFlag = stopFlag
    output = Output(isJSON: options.isJSON, stopFlag: stopFlag)
  }

  private var folder: URL {
    URL(fileURLWithPath: options.folder, isDirectory: true).resolvingSymlinksInPath()
  }

  private var journalURL: URL {
    options.journal.map { URL(fileURLWithPath: $0) } ?? Journal.url(in: folder)
  }

  func run() async throws -> Ending {
    let (files, missing): ([VideoFile], [String])
    do {
      (files, missing) = try VideoFile.all(in: folder, recursive: options.isRecursive)
    } catch {
      throw ExitError(text: "the folder \(options.folder) cannot be read", status: 66)
    }
    for name in missing {
      output.say("passed over \(Terminal.printable(name)), which leads to no file")
    }
    guard !files.isEmpty else {
      output.say("There are no videos in \(Terminal.printable(options.folder)).")
      if options.isJSON { try output.show(Report(rows: []), journal: nil) }
      return missing.isEmpty ? .complete : .incomplete
    }
    if options.isDryRun { return try await showPlan(of: files) }

    let client = try MemoriesClient()
    let journal = try openJournal(at: journalURL)
    let plan = try await UploadPlan(of: files, in: journal, stopFlag: stopFlag)
    let rows = RowList(of: files.count, output)
    for row in plan.rows { rows.add(row) }
    let settlement = Settlement(
      client: client, options: options, journal: journal, stopFlag: stopFlag)
    try await perform(
      plan, rows, settlement,
      Ingest(client: client, options: options, journal: journal, stopFlag: stopFlag))
    try output.show(rows.report, journal: journalURL)
    if output.isLost.isSet { return .outputLost(journal: journalURL) }
    return rows.report.isComplete && missing.isEmpty ? .complete : .incomplete
  }

  /// Settles what can be settled at once, sends, and then looks for what is still not known.
  private func perform(
    _ plan: UploadPlan, _ rows: RowList, _ settlement: Settlement, _ ingest: Ingest
  ) async throws {
    var (candidates, uncertain) = (plan.candidates, [UploadPlan.Candidate]())
    try requireThatAllAreUncertain(in: plan)
    for candidate in plan.uncertain {
      let names = [candidate.file.name] + candidate.duplicates.map(\.name)
      if let resolution = names.lazy.compactMap({ options.resolutions[$0] }).first {
        try await settlement.resolve(candidate, as: resolution)
        if let videoNo = resolution {
          rows.add(candidate, .alreadyUploaded(videoNo))
        } else {
          candidates.append(candidate)
        }
        continue
      }
      switch try await settlement.settle(candidate, waiting: nil) {
      case .uploaded(let videoNo): rows.add(candidate, .alreadyUploaded(videoNo))
      case .absent: candidates.append(candidate)
      case .unknown: uncertain.append(candidate)
      }
    }
    uncertain += try await send(candidates, rows, ingest)
    let absent = try await look(for: uncertain, rows, settlement)
    for candidate in try await send(absent, rows, ingest) {
      rows.add(candidate, .unknown("its answer was lost once more; start again to look for it"))
    }
  }

  private func requireThatAllAreUncertain(in plan: UploadPlan) throws(ExitError) {
    let names = Set(plan.uncertain.flatMap { [$0.file.name] + $0.duplicates.map(\.name) })
    guard let wrong = options.resolutions.keys.sorted().first(where: { !names.contains($0) }) else {
      return
    }
    throw ExitError(
      text: "--resolve \(wrong): there is no upload of it whose result is unknown", status: 64)
  }

  /// Uploads videos, and returns those whose result is not known.
  private func send(
    _ candidates: [UploadPlan.Candidate], _ rows: RowList, _ ingest: Ingest
  ) async throws -> [UploadPlan.Candidate] {
    guard !candidates.isEmpty else { return [] }
    let progress = TotalProgress(
      of: candidates.flatMap { [$0.file] + $0.duplicates },
      isEnabled: Terminal.showsProgress && !options.isJSON)
    defer { progress.finish() }
    var uncertain: [UploadPlan.Candidate] = []
    try await ingest.upload(candidates, progress: progress) { candidate, result in
      progress.end(candidate.file) {
        if case .unknown = result {
          uncertain.append(candidate)
        } else {
          rows.add(candidate, result)
        }
      }
    }
    return uncertain
  }

  /// Looks for uploads for as long as the options say, and returns those that did not arrive.
  private func look(
    for candidates: [UploadPlan.Candidate], _ rows: RowList, _ settlement: Settlement
  ) async throws -> [UploadPlan.Candidate] {
    guard !candidates.isEmpty else { return [] }
    let end = ContinuousClock.now + .seconds(options.wait)
    if options.wait > 0, !stopFlag.isSet {
      output.say(
        "Looking for \(candidates.count) whose answer was lost, for up to "
          + "\(Readable.duration(.seconds(options.wait))). Ctrl-C ends that.")
    }
    // A few at the same time: one that nothing ever decides must not take the time of the rest.
    return try await withThrowingTaskGroup(
      of: (UploadPlan.Candidate, Settlement.Finding).self
    ) { group in
      var waiting = candidates[...]
      func begin() {
        guard let candidate = waiting.popFirst() else { return }
        group.addTask {
          let rest = stopFlag.isSet ? nil : max(.zero, end - .now)
          return (candidate, try await settlement.settle(candidate, waiting: rest))
        }
      }
      for _ in 0..<Self.looksAtOnce { begin() }
      var absent: [UploadPlan.Candidate] = []
      while let (candidate, finding) = try await group.next() {
        switch finding {
        case .uploaded(let videoNo): rows.add(candidate, .uploaded(videoNo))
        case .absent: absent.append(candidate)
        case .unknown(let reason): rows.add(candidate, .unknown(reason))
        }
        begin()
      }
      return absent
    }
  }

  private static let looksAtOnce = 8

  // MARK: Dry runs

  /// Says what would be sent. Nothing is written, so the journals are read beside one that is thrown
  /// away.
  private func showPlan(of files: [VideoFile]) async throws -> Ending {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("batch-ingest-\(UUID().uuidString).jsonl")
    defer { try? FileManager.default.removeItem(at: place) }
    let plan = try await UploadPlan(
      of: files, in: try openJournal(at: place, besides: journalURL), stopFlag: stopFlag)
    let rows = RowList(of: files.count, output)
    for row in plan.rows { rows.add(row) }
    for candidate in plan.uncertain {
      rows.add(candidate, .unknown("it would be looked for in the library first"))
    }
    for candidate in plan.candidates { rows.add(candidate, .wouldBeSent) }
    try output.show(rows.report, journal: nil)
    return output.isLost.isSet ? .outputLost(journal: journalURL) : .complete
  }

  private func openJournal(at url: URL, besides other: URL? = nil) throws -> Journal {
    let others =
      [Journal.earlierURL(for: folder), Journal.url(in: folder)] + [other].compactMap { $0 }
    return try Journal(at: url, continuing: others) { url, error throws(ExitError) in
      // The --journal option exists for folders whose own journal cannot be used, so continue without
      // it.
      if options.journal == nil { throw error }
      output.say("passed over the journal \(Terminal.printable(url.path)), which cannot be read")
    }
  }
}

/// The results so far, each printed as it comes.
private final class RowList {
  private var rows: [Report.Row] = []
  private let count: Int
  private let output: Output

  init(of count: Int, _ output: Output) {
    self.count = count
    self.output = output
  }

  func add(_ row: Report.Row) {
    rows.append(row)
    // Only what was tried counts, so that the numbers have no gaps.
    guard row.result != .notTried else { return }
    let number = rows.count { $0.result != .notTried }
    output.say(Report.line(row, number: number, of: count))
  }

  /// Adds a video and its duplicates.
  func add(_ candidate: UploadPlan.Candidate, _ result: VideoResult) {
    add(Report.Row(file: candidate.file, result: result))
    let same = result == .notTried ? result : .same(as: candidate.file.name, result)
    for file in candidate.duplicates { add(Report.Row(file: file, result: same)) }
  }

  var report: Report { Report(rows: rows.sorted { $0.file.name < $1.file.name }) }
}
