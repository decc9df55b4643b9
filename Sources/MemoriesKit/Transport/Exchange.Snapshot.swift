extension Exchange {
  /// The phases of an exchange.
  enum Phase: Sendable {
    /// The exchange waits until others have ended.
    case queued
    case connecting, sending, awaitingResponse, receiving, ended
  }

  /// What the watchdog and the progress meter read.
  struct Snapshot: Sendable {
    var phase = Phase.connecting
    /// The time at which the phase began.
    var phaseBegin: Duration
    /// The time at which the last byte moved or the phase last changed.
    var lastActivity: Duration
    var bytesSent: Int64 = 0
    var bytesReceived: Int64 = 0
    /// The bytes of the body that the engine has given away, where that is not to send them: they may
    /// leave at any time, also after the end.
    var bytesHandedOver: Int64 = 0
    /// The bytes of the body that may have left.
    var bytesThatMayHaveLeft: Int64 { max(bytesSent, bytesHandedOver) }
    /// Whether the engine ever asked for the body. If it did not, the service has nothing that it
    /// could act on.
    var bodyWasRequested = false
    /// Whether certainly nothing has left, because the engine holds the request back or could not
    /// send it.
    var nothingHasLeft = false
  }
}
