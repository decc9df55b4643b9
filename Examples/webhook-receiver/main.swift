// Receives callbacks on plain sockets beside a sandbox, and shows the whole loop: a URL with a
// token, callbacks of the service, a forged one, and what the service says when it is asked.
//
//     swift run webhook-receiver

import Foundation
import MemoriesKit
import MemoriesKitTesting
import Terminal

let help = """
  usage: webhook-receiver [--help]

  Receives the callbacks of a sandbox inside this program: a server on plain sockets, a token in
  its URL, the callbacks of an upload and an import, a forged one, and what the service says when
  it is asked about each. Nothing leaves this machine and nothing is billed; MEMORIES_API_KEY is
  not looked at. It ends by itself.

  exit status: 0 when all happened as it should, 1 when not, 64 for wrong usage

  """

await runProgram {
  switch CommandLine.arguments.dropFirst() {
  case []: try await Tour.run()
  case ["--help"], ["-h"]: print(help, terminator: "")
  default:
    throw ExitError(text: "webhook-receiver takes no arguments; see --help", status: 64)
  }
}
