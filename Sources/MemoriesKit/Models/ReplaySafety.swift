/// Whether a request may be sent a second time. The service bills calls, and cannot recognize a
/// repeated one.
public enum ReplaySafety: String, Sendable, Hashable, Codable {
  /// A read, or something else that can safely happen twice. The client retries it after any
  /// temporary failure.
  case safe
  /// A billed call. The client sends it again only when the service certainly did not accept the
  /// one before.
  case billed
  /// A call that cannot be undone. The client never sends it again.
  case never
}
