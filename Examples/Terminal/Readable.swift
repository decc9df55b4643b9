import Foundation

/// Formats numbers for people.
package enum Readable {
  /// A number of bytes in decimal units, as for disks and networks: "512 B", "3.4 MB".
  package static func bytes(_ count: Int64) -> String {
    guard abs(count) >= 1000 else { return "\(count) B" }
    var value = Double(count) / 1000
    var units = ["kB", "MB", "GB", "TB", "PB"][...]
    // The limit is not 1000, because 999.95 would be rounded to "1000.0".
    while abs(value) >= 999.95, units.count > 1 {
      value /= 1000
      units = units.dropFirst()
    }
    return String(format: "%.1f ", value) + (units.first ?? "")
  }

  /// A length of time as a clock shows it: "0:07", "12:30", "1:02:03".
  package static func duration(_ duration: Duration) -> String {
    let seconds = max(0, duration.components.seconds)
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    guard hours > 0 else { return String(format: "%d:%02d", minutes, seconds % 60) }
    return String(format: "%d:%02d:%02d", hours, minutes, seconds % 60)
  }
}
