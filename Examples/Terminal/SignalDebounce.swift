import Foundation

/// Tells a signal that somebody sends from one that only repeats the one before.
///
/// A wrapper that forwards signals, and a terminal or a service manager that signals a whole group,
/// make one wish to end arrive twice within moments. Taken for two, it would end a program at once
/// whose tidying up had just begun. So whatever comes within a short time of a signal that counted
/// is the same one, of whichever kind.
package struct SignalDebounce {
  /// How long after a signal others repeat it; less than a person takes to press Ctrl-C again.
  package static let time = Duration.milliseconds(200)

  private var last: ContinuousClock.Instant?

  /// Knows of no signal yet.
  package init() {}

  /// Whether a signal counts that comes at this time, as one to be compared with from now on.
  package mutating func accepts(at now: ContinuousClock.Instant) -> Bool {
    if let last, now - last < Self.time { return false }
    last = now
    return true
  }
}
