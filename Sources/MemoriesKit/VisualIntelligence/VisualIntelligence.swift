/// The requests of the Visual Intelligence API ("v2"): assets, and the analysis of them.
public enum VisualIntelligence {}
