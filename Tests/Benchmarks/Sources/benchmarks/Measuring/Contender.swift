import Foundation

/// One row of a comparison: a name and what to run, or why there is nothing.
struct Contender: Sendable {
  let name: String
  let command: Command?
  var remark: String?
  /// Whether it is a program of this executable.
  var isOurs = false

  init<P: Program>(_ name: String, _ program: P) throws {
    self.name = name
    command = try Command(program)
    isOurs = true
  }

  init(_ name: String, _ command: Command) {
    self.name = name
    self.command = command
  }

  init(_ name: String, without remark: String) {
    self.name = name
    self.remark = remark
    command = nil
  }
}

extension Contender {
  /// The name of the program that does nothing, and of its row.
  static let idleName = "idle program"

  /// `URLSession` used in the way in which the library uses it, where it can be.
  static func sameShape<P: Program>(
    _ name: String = "URLSession, same shape", _ program: () throws -> P
  ) throws -> Contender {
    #if canImport(Darwin)
    Contender(name, without: "only on Linux")
    #else
    try Contender(name, program())
    #endif
  }
}

/// The runs of a contender, in the order of the rounds.
struct Trial {
  let contender: Contender
  var runs: [Measurement] = []
}
