import Foundation

/// Everything that a part needs to measure with.
struct Workshop {
  let options: Options
  let server: RunningServer
  /// For all files; removed at the end.
  let folder: URL
  let tools: Tools

  /// Runs the contenders, on each engine, by turns, so that whatever the machine does meanwhile meets
  /// all of them.
  ///
  /// - Parameters:
  ///   - rounds: How often each one runs; as the command line says unless given.
  ///   - prepare: Called before each run, and not measured.
  ///   - check: Called after each run, and throws if the work was not done.
  func compare(
    _ contenders: [Contender], rounds: Int? = nil, prepare: () throws -> Void = {},
    check: (Contender) throws -> Void = { _ in }
  ) throws -> [Trial] {
    var trials = contenders.flatMap(\.onAllEngines).map { Trial(contender: $0) }
    for round in 0..<(rounds ?? options.rounds) {
      for turn in trials.indices {
        // Another one begins in each round.
        let index = (turn + round) % trials.count
        let contender = trials[index].contender
        guard let command = contender.command else { continue }
        try prepare()
        let before = try server.connections()
        var run = try ChildProcess(command, temporaryFolder: folder).finish()
        run.connections = try server.connections() - before
        trials[index].runs.append(run)
        try check(contender)
      }
    }
    return trials
  }

  func curl(_ name: String, _ arguments: [String]) -> Contender {
    guard let curl = tools.curl else { return Contender(name, without: "absent") }
    // -q: no settings of this machine's user.
    return Contender(name, Command(curl, ["-q", "--silent", "--show-error", "--fail"] + arguments))
  }

  /// A script for Python, which finds its arguments in `sys.argv[1:]`.
  func python(
    _ name: String, needs module: String = "requests", _ script: String, _ arguments: [String]
  ) -> Contender? {
    guard options.wantsPython else { return nil }
    guard let python = tools.python, tools.modules[module] != nil else {
      return Contender(name, without: "absent")
    }
    return Contender(name, Command(python, ["-c", script] + arguments))
  }

  /// What every program of ours costs before it does anything.
  func idle() throws -> Contender {
    try Contender(Contender.idleName, Idle(base: server.base(.plain)))
  }
}
