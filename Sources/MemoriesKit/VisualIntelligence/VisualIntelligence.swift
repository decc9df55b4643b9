/// The requests of the Visual Intelligence API ("v2"): assets, and the analysis of them.
public enum VisualIntelligence {
  /// An operation of this product, yours included.
  public protocol Operation: MemoriesOperation {}
}

extension VisualIntelligence.Operation {
  /// Visual Intelligence.
  public var service: MemoriesService { .visualIntelligence }
}
