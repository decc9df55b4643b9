// Uploads every video of a folder, a few at the same time, and never one of them twice.
//
//     MEMORIES_API_KEY=… swift run batch-ingest FOLDER [--jobs N] [--unique-id ID] [--tag T]…

import Foundation
import MemoriesKit
import Terminal

func ingest(_ options: Options, _ brake: Brake) async throws -> Bool {
  let folder = URL(fileURLWithPath: options.folder, isDirectory: true).resolvingSymlinksInPath()
  let files: [VideoFile]
  do {
    files = try VideoFile.all(in: folder)
  } catch {
    throw Obstacle(text: "the folder \(options.folder) cannot be read", status: 66)
  }
  let client = try MemoriesClient()
  let journalURL = Journal.url(for: folder)
  let ingest = Ingest(
    client: client, options: options, journal: try Journal(at: journalURL), brake: brake)

  var rows: [Report.Row] = []
  var pending: [VideoFile] = []
  for file in files {
    if let fate = await ingest.knownFate(of: file) {
      rows.append(Report.Row(file: file, fate: fate))
      say(Report.line(rows[rows.count - 1], number: rows.count, of: files.count))
    } else {
      pending.append(file)
    }
  }

  let progress = TotalProgress(of: pending, isEnabled: Terminal.showsProgress)
  defer { progress.finish() }
  let known = rows.count
  rows += try await ingest.upload(pending, progress: progress) { number, row in
    say(Report.line(row, number: known + number, of: files.count))
  }
  progress.finish()

  let report = Report(rows: rows.sorted { $0.file.name < $1.file.name })
  if !files.isEmpty { say("\n\(report.table)\n") }
  say(report.total)
  if !report.isComplete { say("Journal: \(Terminal.printable(journalURL.path))") }
  return report.isComplete
}

/// Writes a line at once, also into a pipe.
@Sendable func say(_ line: String) {
  print(line)
  fflush(nil)
}

func run() async throws -> Int32 {
  let options = try Options(CommandLine.arguments.dropFirst())
  if options.wantsHelp {
    print(Options.help, terminator: "")
    return 0
  }
  let (brake, interruption) = (Brake(), Brake())
  let isComplete = try await reactingToInterruption({ task in
    brake.pull()
    guard interruption.pull() else {
      return Terminal.writeError(
        "\nRunning uploads go on to their end, no others begin. Ctrl-C again stops them.\n")
    }
    task.cancel()
  }) {
    try await ingest(options, brake)
  }
  if interruption.isPulled { return 130 }
  return isComplete ? 0 : 1
}

do {
  exit(try await run())
} catch let obstacle as Obstacle {
  Terminal.writeError("batch-ingest: \(Terminal.printable(obstacle.text))\n")
  exit(obstacle.status)
} catch {
  let status: Int32 = (error as? MemoriesError)?.kind == .notConfigured ? 78 : 1
  Terminal.writeError("batch-ingest: \(Terminal.printable("\(error)"))\n")
  exit(status)
}
