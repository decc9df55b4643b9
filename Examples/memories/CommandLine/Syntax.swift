/// The syntax of a command: its name, its operands in order, and its options.
struct Syntax: Sendable {
  /// The words that name the command.
  let name: String
  /// What the command does, in one line.
  let summary: String
  /// The names of the required operands.
  var operands: [String] = []
  /// Whether the last operand may be given several times.
  var repeatsLastOperand = false
  /// The options of this command, without the common ones.
  var options: [Option] = []
  /// Further remarks for the help.
  var remarks = ""

  var words: [String] { name.split(separator: " ").map(String.init) }
  var allOptions: [Option] { options + Option.common }

  /// The operands as the help shows them.
  var operandUsage: [String] {
    repeatsLastOperand ? operands.dropLast() + operands.suffix(1).map { $0 + "…" } : operands
  }

  /// The name of the program, as it appears in help and errors.
  static let program = "memories"
}

/// An option of a command. A flag has no placeholder; every other option needs a value.
struct Option: Sendable {
  /// The name without its dashes.
  let name: String
  /// The placeholder for the value in the help.
  var placeholder: String?
  /// Whether the option may be given several times.
  var isRepeatable = false
  /// The purpose, in one line.
  let summary: String
  /// The properties of requests that it sets, where they have other names.
  var properties: [String] = []

  /// The option as the help shows it.
  var usage: String { placeholder.map { "--\(name) \($0)" } ?? "--\(name)" }

  static let json = Option(
    name: "json", summary: "Prints one JSON document, dates in ISO 8601; errors likewise.")
  static let progress = Option(
    name: "progress", summary: "Shows progress even if standard error is no terminal.")
  static let help = Option(name: "help", summary: "Shows this help.")

  static let verbose = Option(
    name: "verbose", summary: "Tells on standard error what is sent, answered and decided.")

  static let common = [json, progress, verbose, help]
}
