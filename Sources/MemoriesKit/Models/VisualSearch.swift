/// The requests of the Visual Search API ("v1"): a hosted library of videos that the service
/// indexes and searches.
public enum VisualSearch {}
