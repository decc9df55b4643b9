import Foundation

/// Recognizes signals that only repeat the one before.
///
/// A wrapper that forwards signals delivers one request to end twice within moments. So does a
/// terminal or service manager that signals a whole process group. Counted as two, they would end a
/// program that has just begun to clean up. So a signal shortly after one that counted is the same
/// one, whatever its kind.
package struct SignalDebounce {
  /// The time in which signals count as repetitions; shorter than a person needs to press Ctrl-C
  /// again.
  package static let time = Duration.milliseconds(200)

  private var last: ContinuousClock.Instant?

  /// Makes a debounce that has seen no signal.
  package init() {}

  /// Whether a signal at this time counts. If so, later ones are compared with it.
  package mutating func accepts(at now: ContinuousClock.Instant) -> Bool {
    if let last, now - last < Self.time { return false }
    last = now
    return true
  }
}
