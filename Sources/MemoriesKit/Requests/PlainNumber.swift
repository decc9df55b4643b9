import Foundation

/// Formats numbers for the form fields of the service: decimal digits, never an exponent.
enum PlainNumber {
  static func text(_ number: Double) -> String {
    let shortest = "\(number)"
    guard shortest.contains("e") else { return shortest }
    return String(format: "%.12f", number)
  }
}
