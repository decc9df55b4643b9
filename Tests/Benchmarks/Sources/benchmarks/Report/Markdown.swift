import Foundation

extension Table {
  /// The table for people: medians, and the remark in place of figures that are missing.
  var markdown: String {
    var lines = ["### \(title)", ""]
    lines.append(Self.line([""] + columns.map(\.name)))
    lines.append("|---|" + columns.map { _ in "---:|" }.joined())
    for row in rows {
      var cells = columns.map { column in
        row.figures[column.name].map { Self.text($0.median, column.digits) } ?? ""
      }
      if let remark = row.remark, !cells.isEmpty { cells[0] = remark }
      lines.append(Self.line([row.name] + cells))
    }
    if let note { lines += ["", note] }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  private static func text(_ number: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", number)
  }
}
