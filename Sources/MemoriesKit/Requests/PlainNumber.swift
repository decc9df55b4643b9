import Foundation

/// Numbers as the service's form fields expect them: decimal digits, never an exponent.
enum PlainNumber {
  static func text(_ number: Double) -> String {
    let shortest = "\(number)"
    guard shortest.contains("e") else { return shortest }
    return String(format: "%.12f", number)
  }
}
