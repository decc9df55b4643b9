import Foundation

/// A request that nothing recorded answers.
public struct UnexpectedRequest: Sendable, Hashable, CustomStringConvertible {
  /// What was asked.
  public let request: RecordedRequest
  /// The recorded request that resembles it most.
  public let closest: RecordedRequest?
  /// In what the two differ, or why the answer could not be given.
  public let reasons: [String]

  /// Both sides, and the differences, a line each.
  public var description: String {
    let closest = closest.map(\.description) ?? "nothing"
    let lines = ["asked:    \(request)", "recorded: \(closest)"] + reasons.map { "- \($0)" }
    return "Unexpected request\n" + lines.map { "  \($0)" }.joined(separator: "\n")
  }
}

/// The requests of a test were not the recorded ones.
public struct ReplayMismatch: LocalizedError, Sendable, Hashable, CustomStringConvertible {
  /// What was asked although nothing recorded answers it.
  public let unexpected: [UnexpectedRequest]
  /// What was recorded and never asked for.
  public let unmet: [RecordedRequest]

  /// Everything that is wrong.
  public var description: String {
    let missing = unmet.map { "Never asked for\n  recorded: \($0)" }
    return (unexpected.map(\.description) + missing).joined(separator: "\n")
  }

  /// The same as the description.
  public var errorDescription: String? { description }
}
