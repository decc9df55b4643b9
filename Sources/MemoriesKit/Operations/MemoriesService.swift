/// Which of the two products a request goes to; each has its own host.
public enum MemoriesService: String, Sendable, Hashable, Codable {
  /// Visual Search, "v1": a hosted library of videos that are indexed and searched.
  case visualSearch
  /// Visual Intelligence, "v2": assets and the analysis of them.
  case visualIntelligence
}
