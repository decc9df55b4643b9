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
  /// Whether the answer is meant to be a file, which must arrive as it is stored.
  var expectsFile = false
  /// What the answer may have at most.
  var maximumByteCount: Int64?
  /// What the file of the answer must have, where the caller knows; not above the maximum.
  var expectedByteCount: Int64?
  /// Provides what must be there before the request goes out, once its turn has come. Called for each
  /// attempt and after each redirect; what is there already stays.
  var prepare: @Sendable () throws(FileFailure) -> Void = {}
  /// What may pile up of the answer before it is read.
  var bounds = ReceiveBuffer.Bounds()

  /// More than this, and the file is not the one that was wanted.
  var fileLimit: Int64? { expectedByteCount ?? maximumByteCount }

  /// Whether a file goes out with it.
  var carriesFile: Bool {
    body.segments.contains { if case .file = $0 { true } else { false } }
  }
}
