import Foundation
import Terminal

/// What the program prints: lines as things happen, or one JSON document.
struct Output: Sendable {
  let isJSON: Bool
  /// Set when standard output cannot be written. Then running uploads continue, because they are
  /// billed, but no others begin.
  let isLost = StopFlag()
  let stopFlag: StopFlag

  /// Prints a line for people.
  func say(_ line: String) {
    if !isJSON { write(line) }
  }

  /// Prints the report.
  func show(_ report: Report, journal: URL?) throws {
    if isJSON {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      write(Terminal.printableJSON(try encoder.encode(report.document(journal: journal))))
    } else {
      write("\n\(report.table)\n")
      write(report.total)
      if let journal { write("Journal: \(Terminal.printable(journal.path))") }
    }
  }

  /// Writes without buffering, also into a pipe.
  private func write(_ line: String) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data("\(line)\n".utf8))
    } catch {
      isLost.set()
      stopFlag.set()
    }
  }
}
