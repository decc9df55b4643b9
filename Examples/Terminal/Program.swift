import Foundation
import MemoriesKit

/// Prints a line of a tour. File names and words of the service may contain anything.
package func say(_ line: String) {
  print(Terminal.printable(line))
}

/// Runs a program that tells what it does on standard output, cancels it when a signal asks for the
/// end, and turns what it throws into a message and an exit status.
package func runProgram(_ work: @escaping @Sendable () async throws -> Void) async {
  Terminal.secureStandardStreams()
  do {
    try await cancellingOnSignals(work)
  } catch let error as ExitError {
    Terminal.writeError("\(error.text)\n")
    exit(error.status)
  } catch let interrupted as Interrupted {
    // Something that is billed may have been done anyway.
    let details = (interrupted.cause as? MemoriesError).map { ": \(Terminal.printable("\($0)"))" }
    Terminal.writeError("interrupted\(details ?? "")\n")
    exit(interrupted.signal.exitStatus)
  } catch {
    Terminal.writeError("\(Terminal.printable("\(error)"))\n")
    exit(1)
  }
}
