import Terminal

/// `memories completions`: prints what makes a shell complete commands and options.
struct CompletionsCommand: Command {
  static let syntax = Syntax(
    name: "completions", summary: "Prints a script that makes a shell complete these words.",
    operands: ["SHELL"],
    remarks: """
      SHELL is bash, zsh or fish. For bash: source <(memories completions bash). For zsh: put it into
      a file _memories of your $fpath. For fish: memories completions fish | source.
      """)

  static let isLocal = true

  private let script: String

  init(_ arguments: Arguments) throws {
    guard let shell = CompletionScript.Shell(rawValue: arguments.operands[0]) else {
      throw arguments.error("SHELL must be bash, zsh or fish")
    }
    script = CompletionScript(Invocation.commands.map { $0.syntax }).text(for: shell)
  }

  func run(in context: Context) async throws {
    try context.output.write(script)
  }
}
