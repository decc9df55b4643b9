import Foundation

/// A request that is ready to be delivered: everything but the key and the opened files.
struct Order: Sendable {
  let operation: String
  let method: String
  let url: URL
  let body: EncodedBody
  let limits: TimeLimits
  let policy: RetryPolicy
  let safety: ReplaySafety
  let group: RateGroup
  /// The name of the file that the answer is meant to be, for when the answer tells none; nil for
  /// an envelope.
  var fallbackFileName: String?
  /// What the answer may have at most.
  var maximumByteCount: Int64?
  /// Whether the answer is read by the user's code, piece by piece.
  var isReadByCaller = false
  /// The call that it is delivered for, when somebody observes.
  var call: Call?

  /// Whether the answer is meant to be a file, which must arrive as it is stored.
  var expectsFile: Bool { fallbackFileName != nil }

  /// Whether a file goes out with it.
  var carriesFile: Bool {
    body.segments.contains { if case .file = $0 { true } else { false } }
  }
}
