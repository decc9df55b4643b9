/// The requests of the Visual Intelligence API ("v2"): assets and their analysis.
public enum VisualIntelligence {}
