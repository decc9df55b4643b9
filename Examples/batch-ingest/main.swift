// Uploads every video of a folder, a few at the same time, and never one of them twice.
//
//     MEMORIES_API_KEY=… swift run batch-ingest FOLDER [--jobs N] [--unique-id ID] [--tag T]…

import Foundation
import MemoriesKit
import Terminal

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
    try await FolderRun(options: options, stopFlag: stopFlag).run()
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
