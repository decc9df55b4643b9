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
    let server = try RunningServer(temporaryFolder: folder)
    defer { server.stop() }
    let tools = Tools(temporaryFolder: folder, wantsPython: options.wantsPython)
    return try measure(
      in: Workshop(options: options, server: server, folder: folder, tools: tools))
  }

  private func measure(in workshop: Workshop) throws -> Int32 {
    var report = Report(
      machine: Machine(workshop.tools, options, temporaryFolder: workshop.folder),
      rounds: options.rounds)
    if !options.wantsJSON { try write(report.heading) }
    var status: Int32 = 0
    for part in options.parts {
      Self.say("measuring \(part.rawValue)")
      do {
        let tables = try part.tables(in: workshop)
        report.parts.append(PartReport(name: part.rawValue, tables: tables))
        if !options.wantsJSON { for table in tables { try write("\n" + table.markdown) } }
      } catch let failure as Failure {
        // The other parts may still succeed, and they take long.
        Self.say("benchmarks: \(part.rawValue): \(failure)")
        status = 1
      }
    }
    if options.wantsJSON { try FileHandle.standardOutput.write(contentsOf: report.json) }
    return status
  }

  private func write(_ text: String) throws {
    try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }

  /// Tells people something beside the report.
  static func say(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
  }
}
