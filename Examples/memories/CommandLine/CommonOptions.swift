import Terminal

/// The options of every command.
extension Option {
  static let json = Option(
    name: "json", summary: "Prints one JSON document, dates in ISO 8601; errors likewise.")
  static let progress = Option(
    name: "progress", summary: "Shows progress even if standard error is no terminal.")

  static let verbose = Option(
    name: "verbose", summary: "Tells on standard error what is sent, answered and decided.")

  static let common = [json, progress, verbose, help]
}

extension Syntax {
  /// The name of the program, as it appears in help and errors.
  static let program = "memories"

  /// The options of the command, and those of every command.
  var allOptions: [Option] { options + Option.common }
}
