extension VisualIntelligence {
  /// An operation of this product, ours or yours.
  public protocol Operation: MemoriesOperation {}
}

extension VisualIntelligence.Operation {
  /// Visual Intelligence.
  public var service: MemoriesService { .visualIntelligence }
}
