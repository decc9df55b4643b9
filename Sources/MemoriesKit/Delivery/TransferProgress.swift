/// The progress of a transfer.
public struct TransferProgress: Sendable, Hashable {
  /// The phases of a transfer.
  public enum Phase: String, Sendable, Hashable, Codable {
    /// The client connects or sends the request.
    case sending
    /// The client has sent everything, and the service works on its answer.
    case awaitingResponse
    /// The client receives the answer.
    case receiving
  }

  /// The current phase.
  public let phase: Phase
  /// The bytes that the phase has moved: sent while sending, received while receiving.
  public let completedByteCount: Int64
  /// The bytes that the phase will move, when that is known; many downloads do not announce it.
  public let expectedByteCount: Int64?
  /// The speed of the last few seconds, once there is enough to measure.
  public let bytesPerSecond: Double?

  /// Makes a report, for tests and fakes.
  public init(
    phase: Phase, completedByteCount: Int64, expectedByteCount: Int64? = nil,
    bytesPerSecond: Double? = nil
  ) {
    self.phase = phase
    self.completedByteCount = completedByteCount
    self.expectedByteCount = expectedByteCount
    self.bytesPerSecond = bytesPerSecond
  }

  /// The completed fraction of the phase, from 0 to 1, when its size is known.
  public var fraction: Double? {
    guard let expectedByteCount, expectedByteCount > 0 else { return nil }
    return max(0, min(1, Double(completedByteCount) / Double(expectedByteCount)))
  }
}

extension TransferProgress {
  /// A function that the client calls with the progress of a transfer: at most ten times a second,
  /// and once at the end.
  ///
  /// The client calls it on the actor of the caller, so a view model on the main actor can show the
  /// progress directly. It never calls it after the call has returned. While the function or its
  /// actor is busy, the client skips reports in favour of later ones, but never the last.
  public typealias Handler = (TransferProgress) -> Void
}
