import Foundation

/// Numbers that no caller means and no arithmetic expects.
package enum Extremes {
  package static let integers = [Int.min, .min + 1, -1, 0, 1, .max - 1, .max]

  package static let doubles = [
    -Double.infinity, -.greatestFiniteMagnitude, -1, -0.0, 0, .leastNonzeroMagnitude, 1,
    .greatestFiniteMagnitude, .infinity, .nan,
  ]

  /// The first and the last are nearly all that a `Duration` can hold.
  package static let durations: [Duration] = [
    .seconds(Int64.min) * 18, .seconds(Int64.min), .seconds(-1), .zero, .nanoseconds(1),
    .seconds(1), .seconds(Int64.max), .seconds(Int64.max) * 18,
  ]

  package static let dates = doubles.map { Date(timeIntervalSince1970: $0) }
}
