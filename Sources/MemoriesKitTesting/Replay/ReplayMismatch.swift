import Foundation

/// A request that nothing recorded answers.
public struct UnexpectedRequest: Sendable, Hashable, CustomStringConvertible {
  /// The request.
  public let request: RecordedRequest
  /// The recorded request that is most similar.
  public let closest: RecordedRequest?
  /// The differences between the two, or why the replay could not answer.
  public let reasons: [String]

  /// Both requests and their differences, one per line.
  public var description: String {
    let closest = closest.map(\.description) ?? "nothing"
    let lines = ["asked:    \(request)", "recorded: \(closest)"] + reasons.map { "- \($0)" }
    return "Unexpected request\n" + lines.map { "  \($0)" }.joined(separator: "\n")
  }
}

/// The requests of a test that differ from the recorded ones.
public struct ReplayMismatch: LocalizedError, Sendable, Hashable, CustomStringConvertible {
  /// The requests that nothing recorded answers.
  public let unexpected: [UnexpectedRequest]
  /// The recorded requests that never came.
  public let unmet: [RecordedRequest]

  /// All mismatches.
  public var description: String {
    let missing = unmet.map { "Never asked for\n  recorded: \($0)" }
    return (unexpected.map(\.description) + missing).joined(separator: "\n")
  }

  /// The same as the description.
  public var errorDescription: String? { description }
}
