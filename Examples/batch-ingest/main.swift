// Uploads every video of a folder, a few at the same time, and never one of them twice.
//
//     MEMORIES_API_KEY=… swift run batch-ingest FOLDER [--jobs N] [--unique-id ID] [--tag T]…

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

func uploadFolder(_ options: Options, stopFlag: StopFlag) async throws -> Ending {
  let folder = URL(fileURLWithPath: options.folder, isDirectory: true).resolvingSymlinksInPath()
  let (files, missing): ([VideoFile], [String])
  do {
    (files, missing) = try VideoFile.all(in: folder)
  } catch {
    throw ExitError(text: "the folder \(options.folder) cannot be read", status: 66)
  }
  let outputLost = StopFlag()
  // Writes without buffering, also into a pipe. When nobody reads it, running uploads continue,
  // because they are billed, but no others begin.
  @Sendable func say(_ line: String) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data("\(line)\n".utf8))
    } catch {
      outputLost.set()
      stopFlag.set()
    }
  }
  for name in missing {
    say("passed over \(Terminal.printable(name)), which leads to no file")
  }
  guard !files.isEmpty else {
    say("There are no videos in \(Terminal.printable(options.folder)).")
    return missing.isEmpty ? .complete : .incomplete
  }
  let client = try MemoriesClient()
  let journalURL = options.journal.map { URL(fileURLWithPath: $0) } ?? Journal.url(in: folder)
  let journal = try Journal(
    at: journalURL, continuing: [Journal.earlierURL(for: folder), Journal.url(in: folder)]
  ) { url, error throws(ExitError) in
    // The --journal option exists for folders whose own journal cannot be used, so continue without
    // it.
    if options.journal == nil { throw error }
    say("passed over the journal \(Terminal.printable(url.path)), which cannot be read")
  }
  let plan = try await UploadPlan(
    of: files, in: journal, retryingUnknown: options.retriesUnknown, stopFlag: stopFlag)
  let known = plan.rows.filter { $0.result != .notTried }
  for (index, row) in known.enumerated() {
    say(Report.line(row, number: index + 1, of: files.count))
  }

  let progress = TotalProgress(
    of: plan.candidates.flatMap { [$0.file] + $0.duplicates }, isEnabled: Terminal.showsProgress)
  defer { progress.finish() }
  let ingest = Ingest(client: client, options: options, journal: journal, stopFlag: stopFlag)
  let rows = try await ingest.upload(plan.candidates, progress: progress) { number, row in
    say(Report.line(row, number: known.count + number, of: files.count))
  }
  progress.finish()

  let report = Report(rows: (plan.rows + rows).sorted { $0.file.name < $1.file.name })
  say("\n\(report.table)\n")
  say(report.total)
  say("Journal: \(Terminal.printable(journalURL.path))")
  if outputLost.isSet { return .outputLost(journal: journalURL) }
  return report.isComplete && missing.isEmpty ? .complete : .incomplete
}

func run() async throws -> Int32 {
  let options = try Options(CommandLine.arguments.dropFirst())
  if options.wantsHelp {
    print(Options.help, terminator: "")
    return 0
  }
  let stopFlag = StopFlag()
  let signals = Locked<[EndingSignal]>([])
  let end = try await reactingToSignals({ signal, task in
    stopFlag.set()
    let earlier = signals.withLock { signals in
      defer { signals.append(signal) }
      return signals.count
    }
    switch earlier {
    case 0:
      let next = signal == .interrupt ? "Ctrl-C again" : "A second signal"
      Terminal.writeError(
        "\nRunning uploads go on to their end, no others begin. \(next) stops them.\n")
    case 1: task.cancel()
    default: _exit(signal.exitStatus)
    }
  }) {
    try await uploadFolder(options, stopFlag: stopFlag)
  }
  // This comes first, because a closed terminal cannot be written to any more.
  if let signal = signals.withLock({ $0.first }) { return signal.exitStatus }
  switch end {
  case .complete: return 0
  case .incomplete: return 1
  case .outputLost(let journal):
    throw ExitError(
      text: "standard output cannot be written; what was uploaded is in \(journal.path)",
      status: 73)
  }
}

Terminal.secureStandardStreams()
do {
  exit(try await run())
} catch let error as ExitError {
  Terminal.writeError("batch-ingest: \(Terminal.printable(error.text))\n")
  exit(error.status)
} catch {
  let status: Int32 = (error as? MemoriesError)?.kind == .notConfigured ? 78 : 1
  Terminal.writeError("batch-ingest: \(Terminal.printable("\(error)"))\n")
  exit(status)
}
