import Terminal

/// The options of every command.
extension Option {
  static let json = Option(
    name: "json", summary: "Prints one JSON document, dates in ISO 8601; errors likewise.")
  static let progress = Option(
    name: "progress", summary: "Shows progress even if standard error is no terminal.")

  static let verbose = Option(
    name: "verbose", summary: "Tells on standard error what is sent, answered and decided.")

  static let dryRun = Option(
    name: "dry-run", summary: "Checks everything and says what would be sent, but sends nothing.")

  static let common = [json, progress, verbose, dryRun, help]
}

extension Syntax {
  /// The name of the program, as it appears in help and errors.
  static let program = "memories"

  /// The options of the command, and those of every command.
  var allOptions: [Option] { options + Option.common }
}
