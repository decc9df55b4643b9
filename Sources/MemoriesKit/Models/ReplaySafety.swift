/// What it means to send a request a second time, for a service that bills calls and has no way to
/// recognise one that was sent before.
public enum ReplaySafety: String, Sendable, Hashable, Codable {
  /// Reading, or something that comes to the same when it is done twice. Sent again after any
  /// failure that may pass.
  case safe
  /// Paid for. Sent again only when the one before was provably not accepted.
  case billed
  /// Cannot be taken back. Never sent again.
  case never
}
