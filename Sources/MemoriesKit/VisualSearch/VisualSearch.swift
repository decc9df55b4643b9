/// The requests of the Visual Search API ("v1"): a hosted library of videos that the service
/// indexes and searches.
public enum VisualSearch {
  /// An operation of this product, ours or yours.
  public protocol Operation: MemoriesOperation {}
}

extension VisualSearch.Operation {
  /// Visual Search.
  public var service: MemoriesService { .visualSearch }
}
