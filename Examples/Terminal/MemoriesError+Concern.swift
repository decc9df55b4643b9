import MemoriesKit

extension MemoriesError {
  /// Whether every other call would fail in the same way.
  package var concernsEveryCall: Bool {
    [.notConfigured, .unauthorized, .forbidden, .insufficientBalance].contains(kind)
  }
}
