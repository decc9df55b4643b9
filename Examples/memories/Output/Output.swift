import Foundation
import Terminal

/// Prints results and errors in the wanted format.
struct Output: Sendable {
  /// Whether to print results and errors as JSON, one document each.
  let isJSON: Bool
  /// Whether to draw progress on standard error.
  var showsProgress: Bool

  /// Prints a result: the document if JSON is wanted, else the lines.
  func show(_ document: some Encodable, _ lines: [String]) throws {
    let text = isJSON ? try Self.json(document) : lines.map { $0 + "\n" }.joined()
    try write(text)
  }

  /// Writes text to standard output.
  func write(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      // The command has done its work; only printing the result failed.
      throw Failure(
        .cannotWrite, kind: "fileSystem",
        "standard output cannot be written: \(Self.reason(error))",
        outcome: .done)
    }
  }

  /// Prints an error on standard error.
  func show(_ report: Failure.Report) {
    let text =
      isJSON
      ? try? Self.json(report) : "\(Syntax.program): \(Terminal.printable(report.message))\n"
    Terminal.writeError(text ?? "")
  }

  /// Runs a transfer with a progress line, which draws only if progress is wanted and disappears
  /// afterwards.
  func withProgressLine<Value>(
    _ label: String, _ transfer: (ProgressLine) async throws -> Value
  ) async throws -> Value {
    let line = ProgressLine(label: label, isEnabled: showsProgress)
    defer { line.finish() }
    return try await transfer(line)
  }

  /// Encodes a document, with sorted members so that documents can be compared, and dates in ISO
  /// 8601.
  static func json(_ document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(DateText.text(of: date))
    }
    return Terminal.printableJSON(try encoder.encode(document)) + "\n"
  }

  private static func reason(_ error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
    let code = (cause as NSError).code
    return (cause as NSError).domain == NSPOSIXErrorDomain
      ? String(cString: strerror(Int32(code))) : "\(cause)"
  }
}

/// Formats dates in ISO 8601 in UTC, with the milliseconds that the service uses.
enum DateText {
  static func text(of date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
