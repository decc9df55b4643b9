import Foundation
import MemoriesKit
import Terminal

/// Formats values as lines for people.
enum Lines {
  /// One line for each value that is not nil, after its name.
  static func fields(_ fields: KeyValuePairs<String, Any?>) -> [String] {
    let present = fields.compactMap { name, value in value.map { (name, text(of: $0)) } }
    let width = present.map(\.0.count).max() ?? 0
    return present.map { name, text in "\(name.padded(to: width))  \(text)" }
  }

  /// One line for each row, with aligned cells.
  static func table(_ rows: [[String]]) -> [String] {
    TextTable(rows).lines()
  }

  /// The same, under the names of the columns; one line when there is nothing.
  static func table(_ rows: [[String]], header: [String], nothing: String) -> [String] {
    rows.isEmpty ? [nothing] : TextTable(rows, header: header).lines()
  }

  /// The lines of a text that somebody else has written.
  static func paragraphs(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { Terminal.printable(String($0)) }
  }

  private static func text(of value: Any) -> String {
    switch value {
    case let date as Date: DateText.text(of: date)
    case let list as [String]: Terminal.printable(list.joined(separator: ", "))
    default: Terminal.printable("\(value)")
    }
  }
}
