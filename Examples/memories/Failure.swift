import Foundation
import MemoriesKit
import Terminal

/// Why a command failed: the exit code, and the report.
struct Failure: Error, Sendable, Hashable {
  let exitCode: ExitCode
  let report: Report

  /// The report of an error. Its JSON always has all members, with null for unknown ones.
  struct Report: Encodable, Sendable, Hashable {
    /// The kind of the error in the SDK, or `usage`, `interrupted` or `other`.
    let kind: String
    /// One paragraph for people.
    let message: String
    /// The code of the service.
    var code: String?
    /// The HTTP status.
    var status: Int?
    /// Whether the service may have acted.
    let outcome: MemoriesError.Outcome

    private enum CodingKeys: CodingKey { case kind, message, code, status, outcome }

    func encode(to encoder: any Encoder) throws {
      // Written by hand, because the compiler leaves out members that are nil.
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(kind, forKey: .kind)
      try members.encode(message, forKey: .message)
      try members.encode(code, forKey: .code)
      try members.encode(status, forKey: .status)
      try members.encode(outcome.rawValue, forKey: .outcome)
    }
  }
}

extension Failure {
  init(
    _ exitCode: ExitCode, kind: String, _ message: String, outcome: MemoriesError.Outcome = .notSent
  ) {
    self.init(
      exitCode: exitCode, report: Report(kind: kind, message: message, outcome: outcome))
  }

  /// Makes a failure from an error.
  ///
  /// - Parameters:
  ///   - error: The thrown error.
  ///   - files: The exit code for an error about a local file.
  ///   - source: What was uploaded, as the command line has it.
  init(_ error: any Error, files: ExitCode = .missingInput, source: String? = nil) {
    switch error {
    case let failure as Failure:
      self = failure
    case let interrupted as Interrupted:
      self.init(
        exitCode: ExitCode(interrupted.signal),
        report: Failure(interrupted.cause, files: files, source: source).report)
    case let error as MemoriesError where error.kind == .cancelled:
      self.init(
        .interrupted, kind: "interrupted",
        "interrupted: \(error)\(Self.advice(for: error, source))",
        outcome: error.outcome)
    case let error as MemoriesError:
      self.init(
        exitCode: ExitCode(error.kind, files: files),
        report: Report(
          kind: error.kind.description,
          message: error.description + Self.advice(for: error, source),
          code: error.code,
          status: error.status, outcome: error.outcome))
    case let error as UsageError:
      let help = [Syntax.program, error.command, "--help"].compactMap { $0 }
      self.init(
        .usage, kind: "usage",
        "\(error.message); see “\(help.joined(separator: " "))”")
    case is CancellationError:
      self.init(.interrupted, kind: "interrupted", "interrupted; nothing was paid for")
    default:
      self.init(.refused, kind: "other", "\(error)", outcome: .unknown)
    }
  }

  /// How to look for an upload that may have arrived.
  private static func advice(for error: MemoriesError, _ source: String?) -> String {
    guard let lost = error.lostUpload else { return "" }
    func quoted(_ text: String) -> String {
      "'" + text.replacing("'", with: "'\\''") + "'"
    }
    var words = [
      Syntax.program, "reconcile", quoted(source ?? lost.url?.absoluteString ?? lost.fileName),
      "--since",
      lost.begin.formatted(.iso8601), "--until", lost.end.addingTimeInterval(1).formatted(.iso8601),
    ]
    if case .uniqueID(let id) = lost.scope { words.append("--unique-id=" + quoted(id)) }
    return """
      . The upload may have arrived, so look before sending it again: \(words.joined(separator: " "))
      """
  }

  /// The failure for a thing that the service does not know, by an error or an empty answer.
  static func notFound(_ message: String, of error: MemoriesError? = nil) -> Failure {
    Failure(
      exitCode: .notFound,
      report: Report(
        kind: MemoriesError.Kind.notFound.description, message: message, code: error?.code,
        status: error?.status, outcome: error?.outcome ?? .done))
  }
}
