import Foundation
import MemoriesKit
import Terminal

/// Lines for people, made of values that may be missing.
enum Lines {
  /// A line for each value that there is, behind its name.
  static func fields(_ fields: KeyValuePairs<String, Any?>) -> [String] {
    let present = fields.compactMap { name, value in value.map { (name, text(of: $0)) } }
    let width = present.map(\.0.count).max() ?? 0
    return present.map { name, text in "\(name.padded(to: width))  \(text)" }
  }

  /// A line for each row, its cells below each other.
  static func table(_ rows: [[String]]) -> [String] {
    let rows = rows.map { $0.map(Terminal.printable) }
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? $0[column].columnCount : 0 }.max() ?? 0
    }
    return rows.map { row in
      let last = row.count - 1
      return row.enumerated().map { $0 == last ? $1 : $1.padded(to: widths[$0]) }
        .joined(separator: "  ")
    }
  }

  private static func text(of value: Any) -> String {
    switch value {
    case let date as Date: DateText.text(of: date)
    case let list as [String]: Terminal.printable(list.joined(separator: ", "))
    default: Terminal.printable("\(value)")
    }
  }
}
