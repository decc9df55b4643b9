import Foundation

/// A run of the command: measures part by part, and writes as it goes.
struct Benchmarks {
  let options: Options

  init(_ options: Options) {
    self.options = options
  }

  /// Measures, and returns the exit status.
  func run() throws -> Int32 {
    guard !options.wantsHelp else {
      try write(Options.help)
      return 0
    }
    let sources = Interruption.listen()
    defer { for source in sources { source.cancel() } }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("benchmarks-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let tools = Tools(temporaryFolder: folder, wantsPython: options.wantsPython)
    return try measure(in: folder, with: tools)
  }

  private func measure(in folder: URL, with tools: Tools) throws -> Int32 {
    let machine = Machine(tools, options, temporaryFolder: folder)
    if !machine.isOptimized { Self.say("benchmarks: not optimized; run it with -c release") }
    var report = Report(
      machine: machine, rounds: options.rounds, byteCount: options.byteCount,
      calls: options.calls, thinking: options.thinking)
    if !options.wantsJSON { try write(report.heading) }
    var status: Int32 = 0
    for part in options.parts {
      Self.say("measuring \(part.rawValue)")
      let tables: [Table]
      do {
        // A new one each time: it remembers every request.
        let server = try RunningServer(temporaryFolder: folder)
        defer { server.stop() }
        tables = try part.tables(
          in: Workshop(options: options, server: server, folder: folder, tools: tools))
      } catch let failure as Failure {
        // The other parts may still succeed, and they take long.
        Self.say("benchmarks: \(part.rawValue): \(failure)")
        status = 1
        continue
      }
      report.parts.append(PartReport(name: part.rawValue, tables: tables))
      if !options.wantsJSON { for table in tables { try write("\n" + table.markdown) } }
    }
    if options.wantsJSON { try write(report.json) }
    return status
  }

  private func write(_ text: String) throws {
    try write(Data(text.utf8))
  }

  private func write(_ data: Data) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: data)
    } catch {
      throw Failure("the report could not be written")
    }
  }

  /// Tells people something beside the report.
  static func say(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
  }
}
