import Foundation

/// Everything that a run of the benchmarks found.
struct Report: Encodable {
  let machine: Machine
  let rounds: Int
  var parts: [PartReport] = []
}

/// The tables of one part.
struct PartReport: Encodable {
  let name: String
  let tables: [Table]
}

extension Report {
  /// What people read above the tables.
  func heading(of options: Options) -> String {
    let python = options.wantsPython ? "" : " Python was not asked for (--with-python)."
    return "\(machine.summary).\n\nMedians of \(rounds) rounds, taken by turns.\(python)\n"
  }

  var json: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return try encoder.encode(self)
    }
  }
}
