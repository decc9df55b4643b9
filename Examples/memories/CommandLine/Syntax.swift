/// What a command takes: the words that name it, operands in their order, options in any.
struct Syntax: Sendable {
  /// The words that name the command.
  let name: String
  /// What the command does, in one line.
  let summary: String
  /// The names of what has to follow, all of it.
  var operands: [String] = []
  /// The command's own options; those that every command has are added.
  var options: [Option] = []
  /// What else there is to know.
  var remarks = ""

  var words: [String] { name.split(separator: " ").map(String.init) }
  var allOptions: [Option] { options + Option.common }

  /// The name of the program, as it appears in help and errors.
  static let program = "memories"
}

/// An option of a command. A flag has no placeholder; every other option needs a value.
struct Option: Sendable {
  /// The name without its dashes.
  let name: String
  /// What stands for the value in help.
  var placeholder: String?
  /// Whether it may be given several times.
  var isRepeatable = false
  /// What it is for, in one line.
  let summary: String

  /// The option as help shows it.
  var usage: String { placeholder.map { "--\(name) \($0)" } ?? "--\(name)" }

  static let json = Option(
    name: "json", summary: "Prints one JSON document, dates in ISO 8601; errors likewise.")
  static let progress = Option(
    name: "progress", summary: "Shows progress even if standard error is no terminal.")
  static let help = Option(name: "help", summary: "Shows this help.")

  static let common = [json, progress, help]
}
