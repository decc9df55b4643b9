/// How far a transfer is.
public struct TransferProgress: Sendable, Hashable {
  /// What a transfer is doing.
  public enum Phase: String, Sendable, Hashable, Codable {
    /// Connecting, or sending the request.
    case sending
    /// Everything has been sent; the service is working on its answer.
    case awaitingResponse
    /// The answer is coming in.
    case receiving
  }

  /// What the transfer is doing.
  public let phase: Phase
  /// The bytes of the phase that are done: sent while sending, received while receiving.
  public let completedByteCount: Int64
  /// The bytes that the phase takes, when that is known; a download often does not tell.
  public let expectedByteCount: Int64?
  /// The speed of the last few seconds, once there is something to tell it from.
  public let bytesPerSecond: Double?

  /// Progress of your own making, for tests and fakes.
  public init(
    phase: Phase, completedByteCount: Int64, expectedByteCount: Int64? = nil,
    bytesPerSecond: Double? = nil
  ) {
    self.phase = phase
    self.completedByteCount = completedByteCount
    self.expectedByteCount = expectedByteCount
    self.bytesPerSecond = bytesPerSecond
  }

  /// The part of the phase that is done, from 0 to 1, when the whole is known.
  public var fraction: Double? {
    guard let expectedByteCount, expectedByteCount > 0 else { return nil }
    return max(0, min(1, Double(completedByteCount) / Double(expectedByteCount)))
  }
}

extension TransferProgress {
  /// Is called with the progress of a transfer: at most ten times a second, and once at the end.
  ///
  /// It runs where the call was made, so that a view model on the main actor may show what it is told
  /// at once, and never after the call has returned. While it, or its actor, is busy, progress is
  /// passed over in favour of later progress; the last is always told.
  public typealias Handler = (TransferProgress) -> Void
}
