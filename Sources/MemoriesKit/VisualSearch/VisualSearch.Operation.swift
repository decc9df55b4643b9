extension VisualSearch {
  /// An operation of this product, ours or yours.
  public protocol Operation: MemoriesOperation {}
}

extension VisualSearch.Operation {
  /// Visual Search.
  public var service: MemoriesService { .visualSearch }
}
