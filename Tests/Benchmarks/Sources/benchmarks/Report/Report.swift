import Foundation

/// Everything that a run of the benchmarks found.
struct Report: Encodable {
  let machine: Machine
  let rounds: Int
  let byteCount: Int64
  let calls: Int
  let thinking: Double
  var parts: [PartReport] = []
}

/// The tables of one part.
struct PartReport: Encodable {
  let name: String
  let tables: [Table]
}

extension Report {
  /// What people read above the tables.
  var heading: String {
    let count = rounds == 1 ? "One round" : "Medians of \(rounds) rounds"
    return "\(machine.summary).\n\n\(count), taken by turns.\n"
  }

  /// The whole report as one document.
  var json: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return try encoder.encode(self)
    }
  }
}
