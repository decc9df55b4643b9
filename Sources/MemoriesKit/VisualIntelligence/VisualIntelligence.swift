/// The requests of the Visual Intelligence API ("v2"): assets and their analysis.
public enum VisualIntelligence {
  /// An operation of this product, ours or yours.
  public protocol Operation: MemoriesOperation {}
}

extension VisualIntelligence.Operation {
  /// Visual Intelligence.
  public var service: MemoriesService { .visualIntelligence }
}
