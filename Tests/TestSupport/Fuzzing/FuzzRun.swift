import Foundation

/// A run of generated cases, each of which can be repeated by itself.
///
/// The environment chooses what is run: `MEMORIES_FUZZ_CASES` is the number of cases of all runs of
/// the suite together, `MEMORIES_FUZZ_SEED` gives other cases, and `MEMORIES_FUZZ_CASE` runs only
/// the one of that number.
package struct FuzzRun {
  /// How many cases the runs of the suite ask for together.
  private static let standardTotal = 31_200

  private let name: String
  private let seed: UInt64
  private let cases: Range<Int>
  private let memoryLimit: Int64

  /// How many cases there are, for expectations about all of them.
  package var caseCount: Int { cases.count }

  /// - Parameters:
  ///   - cases: How many of the suite's cases are of this run, unless the environment wants more.
  ///   - memoryLimit: How far the memory of the process may rise meanwhile.
  package init(_ name: String, cases: Int, memoryLimit: Int64 = 64 << 20) {
    let environment = ProcessInfo.processInfo.environment
    self.name = name
    self.memoryLimit = memoryLimit
    seed = environment["MEMORIES_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
    if let only = environment["MEMORIES_FUZZ_CASE"].flatMap({ Int($0) }) {
      self.cases = only..<only + 1
    } else if let total = environment["MEMORIES_FUZZ_CASES"].flatMap({ Int($0) }) {
      self.cases = 0..<max(1, total * cases / Self.standardTotal)
    } else {
      // The sanitizer looks for races, of which parsers on one thread have none, and is slow.
      self.cases = 0..<(MemoryMeter.isSanitized ? cases / 4 : cases)
    }
  }

  /// Runs the cases; the first that throws ends the run.
  package func check(_ body: (inout SeededGenerator) throws -> Void) throws {
    let (meter, words) = (MemoryMeter(), CrashNote())
    defer { words.end() }
    for index in cases {
      words.prepare(place(index))
      var generator = generator(index)
      do {
        try body(&generator)
      } catch {
        throw FuzzFailure(description: "\(error)\n\(place(index))")
      }
    }
    try checkMemory(meter)
  }

  /// The same for cases that have to wait for something.
  package func check(_ body: (inout SeededGenerator) async throws -> Void) async throws {
    let (meter, words) = (MemoryMeter(), CrashNote())
    defer { words.end() }
    for index in cases {
      words.prepare(place(index))
      var generator = generator(index)
      do {
        try await body(&generator)
      } catch {
        throw FuzzFailure(description: "\(error)\n\(place(index))")
      }
    }
    try checkMemory(meter)
  }

  private func generator(_ index: Int) -> SeededGenerator {
    // A case follows from its number alone, so that it can be run without those before it.
    var mixed = SeededGenerator(seed: seed)
    for byte in name.utf8 { mixed = SeededGenerator(seed: mixed.next() ^ UInt64(byte)) }
    return SeededGenerator(seed: mixed.next() ^ UInt64(index))
  }

  private func place(_ index: Int) -> String {
    "\(name): repeat with MEMORIES_FUZZ_SEED=\(seed) MEMORIES_FUZZ_CASE=\(index)"
  }

  private func checkMemory(_ meter: MemoryMeter) throws {
    guard !MemoryMeter.isSanitized, let rise = meter.rise else { return }
    try require(rise <= memoryLimit, "\(name): memory rose by \(rise) bytes")
  }
}

/// A case that broke its invariant, and how to repeat it.
package struct FuzzFailure: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) {
    self.description = description
  }
}

/// Throws unless the condition holds. Tests of generated cases use it instead of XCTest's assertions
/// because only what is thrown is joined by the seed and the number of its case.
package func require(
  _ condition: Bool, _ message: @autoclosure () -> String, line: UInt = #line
) throws {
  if !condition { throw FuzzFailure(description: "line \(line): \(message())") }
}
