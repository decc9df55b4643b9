import Foundation
import MemoriesKit

/// One row of a comparison: a name and what to run, or why there is nothing.
struct Contender: Sendable {
  private(set) var name: String
  private(set) var command: Command?
  var remark: String?
  /// Whether it is a program of this executable.
  var isOurs = false
  /// Whether the library's engine makes a difference.
  private var dependsOnEngine = false

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
  /// The library, on each of its engines.
  static func memoriesKit<P: Program>(_ program: P) throws -> Contender {
    try memoriesKit("", program)
  }

  /// The same, with a remark about what it does.
  static func memoriesKit<P: Program>(_ remark: String, _ program: P) throws -> Contender {
    var contender = try Contender("MemoriesKit" + remark, program)
    contender.dependsOnEngine = true
    return contender
  }

  /// The library on the one engine that trusts a certificate of the user's.
  static func memoriesKit<P: Program>(_ program: P, trusting certificate: URL) throws -> Contender {
    #if os(Linux)
    var contender = try Contender("MemoriesKit", program)
    contender.command?.variables[MemoriesClient.authorities] = certificate.path
    return contender
    #else
    Contender("MemoriesKit", without: "only on Linux")
    #endif
  }

  /// The contender, and the same on the engine that is not the usual one.
  var onAllEngines: [Contender] {
    #if os(Linux)
    guard dependsOnEngine else { return [self] }
    var other = self
    other.name = name.replacing(
      "MemoriesKit", with: "MemoriesKit on URLSession", maxReplacements: 1)
    other.command?.variables["MEMORIES_ENGINE"] = "urlSession"
    return [self, other]
    #else
    [self]
    #endif
  }

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
