/// The syntax of a command: its name, its operands in order, and its options.
package struct Syntax: Sendable {
  /// The words that name the command.
  package let name: String
  /// What the command does, in one line.
  package let summary: String
  /// The names of the required operands.
  package var operands: [String] = []
  /// Whether the last operand may be given several times.
  package var repeatsLastOperand = false
  /// The options of this command, without the common ones.
  package var options: [Option] = []
  /// Further remarks for the help.
  package var remarks = ""

  package init(
    name: String, summary: String, operands: [String] = [], repeatsLastOperand: Bool = false,
    options: [Option] = [], remarks: String = ""
  ) {
    self.name = name
    self.summary = summary
    self.operands = operands
    self.repeatsLastOperand = repeatsLastOperand
    self.options = options
    self.remarks = remarks
  }

  package var words: [String] { name.split(separator: " ").map(String.init) }

  /// The operands as the help shows them.
  package var operandUsage: [String] {
    repeatsLastOperand ? operands.dropLast() + operands.suffix(1).map { $0 + "…" } : operands
  }
}

/// An option of a command. A flag has no placeholder; every other option needs a value.
package struct Option: Sendable {
  /// The name without its dashes.
  package let name: String
  /// The placeholder for the value in the help.
  package var placeholder: String?
  /// Whether the option may be given several times.
  package var isRepeatable = false
  /// The purpose, in one line.
  package let summary: String
  /// The properties of requests that it sets, where they have other names.
  package var properties: [String] = []

  package init(
    name: String, placeholder: String? = nil, isRepeatable: Bool = false, summary: String,
    properties: [String] = []
  ) {
    self.name = name
    self.placeholder = placeholder
    self.isRepeatable = isRepeatable
    self.summary = summary
    self.properties = properties
  }

  /// The option as the help shows it.
  package var usage: String { placeholder.map { "--\(name) \($0)" } ?? "--\(name)" }

  package static let help = Option(name: "help", summary: "Shows this help.")
}
