import Foundation

/// A table of the report.
struct Table: Encodable {
  let title: String
  var columns: [Column]
  var rows: [Row] = []
  /// What a reader should know, in a sentence.
  var note: String?
}

/// A column: its heading, and how its figures are written.
struct Column: Encodable, Sendable {
  let name: String
  let digits: Int

  init(_ name: String, digits: Int = 0) {
    self.name = name
    self.digits = digits
  }
}

/// A row: figures under the names of columns, or a remark in their place.
struct Row: Encodable {
  let name: String
  var remark: String?
  /// Whether the process was a program of this executable.
  var isOurs = false
  var figures: [String: Figure] = [:]

  private enum CodingKeys: CodingKey {
    case name, remark, figures
  }
}

/// All samples of one quantity.
struct Figure: Encodable {
  let samples: [Double]
  let median: Double

  init(_ samples: [Double]) {
    self.samples = samples
    let sorted = samples.sorted()
    let middle = sorted.count / 2
    median =
      sorted.count % 2 == 1
      ? sorted[middle] : sorted.isEmpty ? .nan : (sorted[middle - 1] + sorted[middle]) / 2
  }

  init(_ value: Double) {
    self.init([value])
  }
}

extension Table {
  /// A row for each trial, with a figure for each run.
  init(
    _ title: String, _ trials: [Trial], _ quantities: [Quantity], note: String? = nil
  ) throws {
    self.init(title: title, columns: quantities.map(\.column), note: note)
    rows = try trials.map { trial in
      var row = Row(
        name: trial.contender.name, remark: trial.contender.remark,
        isOurs: trial.contender.isOurs)
      for quantity in quantities where !trial.runs.isEmpty {
        let samples = try trial.runs.compactMap { try quantity.value($0, trial.contender) }
        if !samples.isEmpty { row.figures[quantity.column.name] = Figure(samples) }
      }
      return row
    }
  }

  /// Adds how many times the figures of a column are those of one row: median by median.
  mutating func compare(_ column: String, with reference: String, as heading: String) {
    guard let base = rows.first(where: { $0.name == reference })?.figures[column] else { return }
    columns.append(Column(heading, digits: 2))
    for index in rows.indices {
      guard let figure = rows[index].figures[column] else { continue }
      rows[index].figures[heading] = Figure(figure.median / base.median)
    }
  }

  /// Adds how far the peaks of our own programs lie above that of the idle one.
  mutating func subtractIdle() {
    let idle = rows.first { $0.name == Contender.idleName }
    guard let base = idle?.figures["peak MiB"]?.median else { return }
    columns.append(Column("over idle", digits: 1))
    for index in rows.indices where rows[index].isOurs {
      guard let figure = rows[index].figures["peak MiB"] else { continue }
      rows[index].figures["over idle"] = Figure(figure.samples.map { $0 - base })
    }
  }
}

/// A column and how a run fills it; nil where it means nothing.
struct Quantity: Sendable {
  let column: Column
  let value: @Sendable (Measurement, Contender) throws -> Double?

  init(
    _ name: String, digits: Int = 0,
    _ value: @escaping @Sendable (Measurement, Contender) throws -> Double?
  ) {
    column = Column(name, digits: digits)
    self.value = value
  }

  static let wall = Quantity("seconds", digits: 3) { run, _ in run.wall }
  /// The same where an idle program is only there to be subtracted.
  static let transfer = Quantity("seconds", digits: 3) { run, contender in
    contender.name == Contender.idleName ? nil : run.wall
  }
  static let cpu = Quantity("CPU seconds", digits: 2) { run, _ in run.cpu }
  static let peak = Quantity("peak MiB", digits: 1) { run, _ in run.peakMemory }
}
