import Terminal

/// Scripts for shells, made from the one table of commands and options.
struct CompletionScript {
  enum Shell: String {
    case bash, zsh, fish
  }

  private let commands: [Syntax]

  init(_ commands: [Syntax]) {
    self.commands = commands
  }

  func text(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  /// The words that may follow each beginning of a line, the longest beginnings first.
  private var cases: [(line: String, words: [String])] {
    let groups = Dictionary(grouping: commands.filter { $0.words.count > 1 }, by: { $0.words[0] })
    let options = commands.map { syntax in
      (line: syntax.name, words: syntax.allOptions.map { "--\($0.name)" })
    }
    let seconds = groups.keys.sorted().map { group in
      (line: group, words: (groups[group] ?? []).map { $0.words[1] })
    }
    return (options + seconds).sorted { $0.line.count > $1.line.count }
  }

  private var firstWords: [String] {
    var seen: Set<String> = []
    return (commands.map { $0.words[0] } + ["help"]).filter { seen.insert($0).inserted }
  }

  private var caseLines: String {
    let lines = cases.map { line, words in
      "    \"\(line) \"*) words=\"\(words.joined(separator: " "))\" ;;"
    }
    return (lines + ["    *) words=\"\(firstWords.joined(separator: " "))\" ;;"])
      .joined(separator: "\n")
  }

  // Where a file is an operand, the shell completes files.
  private var bash: String {
    """
    _memories() {
      local words current="${COMP_WORDS[COMP_CWORD]}"
      local line="${COMP_WORDS[*]:1:COMP_CWORD-1} "
      line="${line#help }"
      case "$line" in
    \(caseLines)
      esac
      COMPREPLY=($(compgen -W "$words" -- "$current"))
    }
    complete -o default -F _memories memories

    """
  }

  private var zsh: String {
    """
    #compdef memories
    _memories() {
      local words_before="${(j: :)words[2,CURRENT-1]} " candidates
      local -a found
      words_before="${words_before#help }"
      case "$words_before" in
    \(caseLines.replacing("words=", with: "candidates="))
      esac
      found=(${=candidates})
      compadd -- $found
      [[ "${words[CURRENT]}" == -* ]] || _files
    }
    # A file of $fpath is first run as the function that it defines.
    if [[ "${funcstack[1]}" == _memories ]]; then _memories "$@"; else compdef _memories memories; fi

    """
  }

  private var fish: String {
    var lines: [String] = []
    for word in firstWords {
      lines.append("complete -c memories -n __fish_use_subcommand -a \(word)")
    }
    let groups = Set(commands.filter { $0.words.count > 1 }.map { $0.words[0] })
    for word in firstWords where word != "help" {
      lines.append("complete -c memories -n '__fish_seen_subcommand_from help' -a \(word)")
    }
    for syntax in commands {
      var conditions = syntax.words.map { "__fish_seen_subcommand_from \($0)" }
      if syntax.words.count == 1 {
        // “list” is a command, and “folders list” another one.
        conditions += groups.sorted().map { "not __fish_seen_subcommand_from \($0)" }
      }
      if syntax.words.count > 1 {
        lines.append(
          "complete -c memories -n '\(conditions[0])' -a \(syntax.words[1]) -d '\(quoted(syntax.summary))'"
        )
      }
      for option in syntax.allOptions {
        let value = option.placeholder == nil ? "" : " -r"
        lines.append(
          "complete -c memories -n '\(conditions.joined(separator: "; and "))' -l \(option.name)\(value) -d '\(quoted(option.summary))'"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func quoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
  }
}
