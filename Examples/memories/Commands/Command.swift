/// One thing that the program can do.
protocol Command: Sendable {
  /// What it takes.
  static var syntax: Syntax { get }
  /// The exit code when a local file cannot be used.
  static var fileFailure: ExitCode { get }
  /// Whether Ctrl-C is the end that the command is meant to have.
  static var isEndedByCtrlC: Bool { get }

  /// Takes what the command line says, or throws what is wrong with it.
  init(_ arguments: Arguments) throws
  /// Does it and shows the result.
  func run(in context: Context) async throws
}

extension Command {
  /// Most commands read files and write none.
  static var fileFailure: ExitCode { .missingInput }
  /// Most commands end by themselves.
  static var isEndedByCtrlC: Bool { false }
}
