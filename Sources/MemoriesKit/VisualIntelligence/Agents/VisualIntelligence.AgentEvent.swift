extension VisualIntelligence {
  /// What the agent of ``FindVideos`` tells.
  public enum AgentEvent: Sendable, Hashable {
    /// What it does or has found so far. The documentation names no such events, so they have their
    /// name and their JSON; text that is no JSON is a string.
    case step(String, JSONValue)
    /// What it has found. It is the last event.
    case complete(VideoFindings)
  }
}
