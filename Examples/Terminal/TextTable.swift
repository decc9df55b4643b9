/// Rows of cells as lines of text, for people.
package struct TextTable {
  private var rows: [[String]]
  private let header: [String]?

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - rows: The rows. What controls a terminal is made harmless.
  ///   - header: The names of the columns.
  package init(_ rows: [[String]], header: [String]? = nil) {
    self.rows = rows.map { $0.map(Terminal.printable) }
    self.header = header
  }

  /// The lines: aligned cells if a window of so many columns has room for all of them, else each row
  /// on as many lines as it needs.
  package func lines(columns: Int? = Terminal.outputColumns) -> [String] {
    let aligned = alignedLines
    guard let columns, aligned.contains(where: { $0.columnCount > columns }) else { return aligned }
    return rows.flatMap { Self.flow($0, columns) }
  }

  private var alignedLines: [String] {
    let rows = (header.map { [$0] } ?? []) + rows
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? $0[column].columnCount : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { $0 == row.count - 1 ? $1 : $1.padded(to: widths[$0]) }
        .joined(separator: "  ")
    }
  }

  /// The cells one after the other, and a long one by its words; further lines are indented.
  private static func flow(_ row: [String], _ columns: Int) -> [String] {
    var lines: [String] = []
    func add(_ text: String, gap: String) {
      let line = (lines.last ?? "") + gap + text
      if !lines.isEmpty, line.columnCount <= columns {
        lines[lines.count - 1] = line
      } else {
        lines.append(lines.isEmpty ? text : "  " + text)
      }
    }
    for cell in row where !cell.isEmpty {
      let words = cell.columnCount + 2 > columns ? cell.split(separator: " ") : [cell[...]]
      for (index, word) in words.enumerated() { add(String(word), gap: index == 0 ? "  " : " ") }
    }
    return lines
  }
}
