import Terminal

/// What a command line asks for: help, or a command.
enum Invocation {
  case help(String)
  case command(any Command, Arguments)

  /// Parses the arguments of the program. The options of all commands may also come before the
  /// command.
  init(_ words: [String]) throws {
    if words == ["--version"] {
      self = .help("\(Syntax.program) 1.0\n")
      return
    }
    // `help COMMAND` is `COMMAND --help`.
    if words.first == "help" {
      try self.init(words.dropFirst() + ["--help"])
      return
    }
    let leading = words.prefix { $0.hasPrefix("-") && $0 != "--" }
    let rest = words.dropFirst(leading.count)
    guard let first = rest.first else {
      let common = Syntax(name: "", summary: "")
      guard try Arguments(words, for: common, common: Option.common).asksForHelp else {
        throw UsageError("no command was given")
      }
      self = .help(Help.overview)
      return
    }
    if let command = Self.commands.first(where: { rest.starts(with: $0.syntax.words) }) {
      let words = leading + rest.dropFirst(command.syntax.words.count)
      self = try Self.invocation(of: command, Array(words))
      return
    }
    let group = Self.commands.filter { $0.syntax.words.first == first }
    guard !group.isEmpty else {
      let names = Self.commands.map { $0.syntax.name } + ["help"]
      throw UsageError("unknown command “\(first)”\(Suggestion(for: first, from: names).words)")
    }
    guard words.contains("--help") || words.contains("-h") else {
      let names = group.map { $0.syntax.name }.joined(separator: " or ")
      throw UsageError("“\(first)” is no command of its own: \(names)")
    }
    self = .help(group.map { Help.text(for: $0.syntax) }.joined(separator: "\n"))
  }

  private static func invocation(
    of command: any Command.Type, _ words: [String]
  ) throws -> Invocation {
    let arguments = try Arguments(words, for: command.syntax, common: Option.common)
    guard !arguments.asksForHelp else { return .help(Help.text(for: command.syntax)) }
    guard !(command.isLocal && arguments.has(.dryRun)) else {
      throw arguments.error("“\(command.syntax.name)” sends nothing, with or without --dry-run")
    }
    return .command(try command.init(arguments), arguments)
  }

  static let commands: [any Command.Type] = [
    UploadCommand.self, UploadImagesCommand.self, StatusCommand.self, WaitCommand.self,
    ReconcileCommand.self, ListCommand.self, DeleteCommand.self, DownloadCommand.self,
    NamespacesCommand.self,
    SearchCommand.self, SearchImageCommand.self, SearchClipsCommand.self,
    SearchTranscriptsCommand.self, TranscriptCommand.self, CaptionsCommand.self,
    ListFoldersCommand.self, CreateFolderCommand.self, RenameFolderCommand.self,
    DeleteFolderCommand.self, MoveVideosCommand.self,
    ImportPostsCommand.self, ImportCreatorCommand.self, ImportHashtagsCommand.self,
    ImportStatusCommand.self, ImportWaitCommand.self,
    UploadAssetCommand.self, AssetStatusCommand.self, TranscribeCommand.self, FramesCommand.self,
    AskCommand.self, EmbedCommand.self, FindCommand.self, SandboxCommand.self,
    CompletionsCommand.self,
  ]

  /// Whether to print errors as JSON. This does not parse the rest of the command line, which may
  /// fail.
  static func wantsJSON(_ words: [String]) -> Bool {
    words.prefix { $0 != "--" }.contains("--\(Option.json.name)")
  }
}
