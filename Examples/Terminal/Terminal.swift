import Foundation

/// What the examples know of the terminal that they write to.
package enum Terminal {
  /// Whether standard error is a terminal, so that something may be drawn on it.
  package static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }
}
