import Foundation

/// Why something could not be measured, in words for people.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// What the system says of the last call that failed.
func lastError() -> String {
  String(cString: strerror(errno))
}
