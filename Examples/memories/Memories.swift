import Foundation
import MemoriesKit
import Terminal

/// The program: parses the command line, runs the command and exits.
@main
struct Memories {
  static func main() async {
    Terminal.secureStandardStreams()
    let words = Array(CommandLine.arguments.dropFirst())
    let code = await run(words, environment: ProcessInfo.processInfo.environment)
    exit(code.rawValue)
  }

  private static func run(_ words: [String], environment: [String: String]) async -> ExitCode {
    var output = Output(isJSON: Invocation.wantsJSON(words), showsProgress: false)
    var files = ExitCode.missingInput
    var syntax = Syntax(name: "", summary: "")
    var source: String?
    var isEndedByCtrlC = false
    do {
      switch try Invocation(words) {
      case .help(let text):
        try output.write(text)
      case .command(let command, let arguments):
        output.showsProgress = arguments.has(.progress) || Terminal.showsProgress
        files = type(of: command).fileFailure
        syntax = type(of: command).syntax
        source = arguments.operands.first
        isEndedByCtrlC = type(of: command).isEndedByCtrlC
        let context = Context(
          output: output, environment: environment, isVerbose: arguments.has(.verbose),
          isDryRun: arguments.has(.dryRun))
        try await cancellingOnSignals { try await run(command, in: context) }
      }
      return .done
    } catch let interrupted as Interrupted
      where interrupted.signal == .interrupt && isEndedByCtrlC
    {
      return .done
    } catch {
      let error = (error as? MemoriesError).map(syntax.renamed) ?? error
      let failure = Failure(error, files: files, source: source)
      output.show(failure.report)
      return failure.exitCode
    }
  }

  private static func run(_ command: any Command, in context: Context) async throws {
    do {
      try await command.run(in: context)
    } catch {
      // A dry run always fails; how it fails is of interest only when nothing would be sent.
      guard context.isDryRun, let report = DryRun.report else { throw error }
      try context.output.show(report, report.lines)
    }
  }
}
