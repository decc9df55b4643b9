import Terminal

/// The texts that `--help` prints.
enum Help {
  /// The help for the program: commands, common options, environment and exit codes.
  static var overview: String {
    let commands = Invocation.commands.map { $0.syntax }.map { syntax in
      (([syntax.name] + syntax.operandUsage).joined(separator: " "), syntax.summary)
    }
    let codes = ExitCode.allCases.map { (String($0.rawValue), $0.meaning) }
    return """
      Usage: \(Syntax.program) COMMAND …

      Talks to the memories.ai Visual Search and Visual Intelligence APIs.

      Commands, each with its own --help:
      \(list(commands))

      Options of every command:
      \(list(Option.common.map { ($0.usage, $0.summary) }))

      An option's value follows after a space or “=”; “--” ends the options.

      Environment:
        MEMORIES_API_KEY      The key; never an argument, because others can see those.
        MEMORIES_V1_BASE_URL  Replaces the address of Visual Search.
        MEMORIES_V2_BASE_URL  Replaces the address of Visual Intelligence.
        MEMORIES_ENGINE       What sends the requests: automatic, libcurl or urlSession.

      Exit codes:
      \(list(codes))

      """
  }

  /// The help for one command.
  static func text(for syntax: Syntax) -> String {
    let remarks = syntax.remarks.isEmpty ? "" : "\n\(syntax.remarks)\n"
    return """
      \(usage(of: syntax))

      \(syntax.summary)
      \(remarks)
      Options:
      \(list(syntax.allOptions.map { ($0.usage + ($0.isRepeatable ? "…" : ""), $0.summary) }))

      """
  }

  /// The usage of a command, in lines of at most 80 columns.
  private static func usage(of syntax: Syntax) -> String {
    let options = syntax.allOptions.map { "[\($0.usage)]" + ($0.isRepeatable ? "…" : "") }
    var lines = [""]
    for part in ["Usage:", Syntax.program, syntax.name] + syntax.operandUsage + options {
      let line = lines[lines.count - 1]
      if line.count + 1 + part.count > 80 {
        lines.append("         " + part)
      } else {
        lines[lines.count - 1] += line.isEmpty ? part : " " + part
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func list(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, meaning in
      "  \(name)\(String(repeating: " ", count: width - name.count))  \(meaning)"
    }.joined(separator: "\n")
  }
}
