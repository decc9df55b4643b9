extension VisualSearch {
  /// What became of videos that were to be deleted, according to the lists of the service before and
  /// after.
  public struct Deletion: Sendable, Hashable, Codable {
    /// Videos that the service listed before, and no longer.
    public internal(set) var deleted: [VideoNo]
    /// Videos that the service still lists. When part of its list was unreadable, this also has the
    /// videos that may have been in it.
    public internal(set) var remaining: [VideoNo]
    /// Videos that the service did not list before either. They were deleted earlier, never existed,
    /// or belong to another scope.
    public internal(set) var unknown: [VideoNo]

    /// Makes a result, for tests and fakes.
    public init(deleted: [VideoNo] = [], remaining: [VideoNo] = [], unknown: [VideoNo] = []) {
      self.deleted = deleted
      self.remaining = remaining
      self.unknown = unknown
    }
  }
}
