import Terminal

/// A command of the program.
protocol Command: Sendable {
  /// The syntax of the command.
  static var syntax: Syntax { get }
  /// The exit code when a local file cannot be used.
  static var fileFailure: ExitCode { get }
  /// Whether the command has nothing to say to the service.
  static var isLocal: Bool { get }
  /// Whether the command is meant to be ended with Ctrl-C.
  static var isEndedByCtrlC: Bool { get }

  /// Parses the arguments; throws when they are wrong.
  init(_ arguments: Arguments) throws
  /// Runs the command and shows the result.
  func run(in context: Context) async throws
}

extension Command {
  /// Most commands read files and write none.
  static var fileFailure: ExitCode { .missingInput }
  static var isLocal: Bool { false }
  /// Most commands end by themselves.
  static var isEndedByCtrlC: Bool { false }
}
