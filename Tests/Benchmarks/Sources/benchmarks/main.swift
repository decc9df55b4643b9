// Measures the library beside others. See Options.swift, or --help.

import Foundation

signal(SIGPIPE, SIG_IGN)
let arguments = CommandLine.arguments.dropFirst()
do {
  if arguments.first == "--program", arguments.count == 3 {
    let words = Array(arguments)
    let answer = try await Programs.run(words[1], parameters: words[2])
    try FileHandle.standardOutput.write(contentsOf: answer)
  } else {
    exit(try Benchmarks(Options(arguments)).run())
  }
} catch let misuse as Options.Misuse {
  Benchmarks.say("benchmarks: \(misuse.text); see benchmarks --help")
  exit(64)
} catch is CancellationError {
  Benchmarks.say("benchmarks: interrupted")
  exit(130)
} catch {
  Benchmarks.say("benchmarks: \(error)")
  exit(1)
}
