import Foundation

/// What one run of a process took.
struct Measurement: Sendable {
  /// From its start to its end, in seconds.
  let wall: Double
  /// Time on processors, its own and the kernel's for it, in seconds.
  let cpu: Double
  /// The most memory that it has held, in MiB.
  let peakMemory: Double
  /// What it wrote to standard output.
  let output: Data
  /// How many connections it has opened to the server.
  var connections = 0

  /// The answer of a program of our own, or of another that writes the same.
  func answer<Answer: Decodable>(_ type: Answer.Type) throws -> Answer {
    try JSONDecoder().decode(type, from: output)
  }
}
