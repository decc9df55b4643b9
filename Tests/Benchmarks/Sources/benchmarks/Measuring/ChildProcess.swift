import Foundation

/// A process that this one has started. Whoever has one must `finish()` or `kill()` it.
struct ChildProcess {
  /// A process that takes longer hangs; `URLSession` has its dead-locks.
  private static let limit = Duration.seconds(600)

  let output: Int32
  let input: Int32
  private let name: String
  private let identifier: pid_t
  private let start: ContinuousClock.Instant

  init(_ command: Command, temporaryFolder: URL) throws {
    name = ([command.executable] + command.arguments.prefix(2)).joined(separator: " ")
    let (inputReader, inputWriter) = try Self.pipe()
    let (outputReader, outputWriter) = try Self.pipe()
    defer {
      _ = close(inputReader)
      _ = close(outputWriter)
    }
    let environment = command.environment(temporaryFolder: temporaryFolder)
    start = .now
    do {
      identifier = try Self.spawn(command, environment, inputReader, outputWriter)
    } catch {
      _ = close(inputWriter)
      _ = close(outputReader)
      throw error
    }
    input = inputWriter
    output = outputReader
  }

  private static func spawn(
    _ command: Command, _ environment: [String: String], _ input: Int32, _ output: Int32
  ) throws -> pid_t {
    #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    #else
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    // Signals that this process takes care of are to have their usual effect on its children.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // In a group of its own, it does not hear Ctrl-C: this process ends it, in order.
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = [POSIX_SPAWN_SETSIGMASK, POSIX_SPAWN_SETSIGDEF, POSIX_SPAWN_SETPGROUP]
    posix_spawnattr_setflags(&attributes, flags.reduce(0) { $0 | Int16($1) })
    let arguments = ([command.executable] + command.arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var identifier: pid_t = 0
    let code = posix_spawn(
      &identifier, command.executable, &actions, &attributes, arguments, variables)
    guard code == 0 else {
      throw Failure("\(command.executable): \(String(cString: strerror(code)))")
    }
    return identifier
  }

  private static func pipe() throws -> (reader: Int32, writer: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Foundation.pipe(&ends) == 0 else { throw Failure("pipe: \(lastError())") }
    // Other children must not hold the ends of this one's pipes.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Waits for the end, and measures.
  func finish() throws -> Measurement {
    var text = Data()
    #if os(Linux)
    var memory = PeakMemory(of: identifier)
    defer { memory.close() }
    #endif
    var isOpen = true
    while isOpen {
      guard !Interruption.hasCome, ContinuousClock.now - start < Self.limit else {
        kill()
        try Interruption.check()
        throw Failure("\(name) did not end")
      }
      // A process closes its output as the last thing it does, and that wakes us at once.
      var entry = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let isReady = poll(&entry, 1, 2) > 0
      #if os(Linux)
      memory.sample()
      #endif
      if isReady { isOpen = Self.read(output, into: &text) }
    }
    let (status, usage) = wait()
    let wall = ContinuousClock.now - start
    closePipes()
    try Interruption.check()
    guard status == 0 else { throw Failure("\(name) \(Self.ending(status))") }
    #if os(Linux)
    let peak = memory.bytes
    #else
    let peak = Int64(usage.ru_maxrss)
    #endif
    return Measurement(
      wall: wall / .seconds(1), cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peakMemory: Double(peak) / 1_048_576, output: text)
  }

  /// Ends the process at once.
  func kill() {
    // With all that it has started: a tool may be a script that calls another.
    _ = Foundation.kill(-identifier, SIGKILL)
    _ = wait()
    closePipes()
  }

  private func wait() -> (status: Int32, usage: rusage) {
    var status: Int32 = 0
    var usage = rusage()
    while wait4(identifier, &status, 0, &usage) < 0, errno == EINTR {}
    return (status, usage)
  }

  private func closePipes() {
    _ = close(input)
    _ = close(output)
  }

  /// Takes what is there; false at the end.
  private static func read(_ descriptor: Int32, into text: inout Data) -> Bool {
    var piece = [UInt8](repeating: 0, count: 16384)
    let count = Foundation.read(descriptor, &piece, piece.count)
    text.append(contentsOf: piece.prefix(max(0, count)))
    return count > 0 || count < 0 && errno == EINTR
  }

  /// What `wait4` told, in words.
  private static func ending(_ status: Int32) -> String {
    status & 0x7F == 0
      ? "failed with status \(status >> 8)" : "was ended by signal \(status & 0x7F)"
  }
}

private func seconds(_ time: timeval) -> Double {
  Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
}
