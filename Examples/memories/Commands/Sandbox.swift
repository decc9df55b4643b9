import MemoriesKitTesting
import Terminal

/// `memories sandbox`: runs a sandbox, on which everything is free.
struct SandboxCommand: Command {
  static let syntax = Syntax(
    name: "sandbox", summary: "Runs a sandbox in place of the service, until Ctrl-C.",
    options: [port, webhook],
    remarks: """
      Prints the variables that make other programs use it, and then each request with the status of
      its answer on standard error. Ctrl-C is its normal end.
      """)

  static let isLocal = true
  static let isEndedByCtrlC = true

  private static let port = Option(
    name: "port", placeholder: "N", summary: "The port on 127.0.0.1; a free one unless given.")

  private static let webhook = Option(
    name: "webhook", placeholder: "URL",
    summary: "Where the results of jobs are posted: http on this machine.")

  private var settings = Sandbox.Settings()

  init(_ arguments: Arguments) throws {
    settings.port =
      try arguments.value(Self.port, as: "a number from 0 to 65535") { UInt16($0) } ?? 0
    settings.webhook = try arguments.webURL(Self.webhook)?.absoluteString
  }

  func run(in context: Context) async throws {
    let sandbox = try await start()
    let variables = [
      "MEMORIES_API_KEY": sandbox.apiKey,
      "MEMORIES_V1_BASE_URL": sandbox.visualSearchURL.absoluteString,
      "MEMORIES_V2_BASE_URL": sandbox.visualIntelligenceURL.absoluteString,
    ]
    do {
      try context.output.show(
        variables, variables.sorted { $0.key < $1.key }.map { "export \($0)=\($1)" })
    } catch {
      await sandbox.stop()
      throw error
    }
    Terminal.writeError("Ctrl-C stops the sandbox. Each request is shown here with its answer.\n")
    await showExchanges(of: sandbox)
    await sandbox.stop()
    throw Failure(.interrupted, kind: "interrupted", "stopped")
  }

  /// Prints each exchange once it is over, until the task is cancelled.
  private func showExchanges(of sandbox: Sandbox) async {
    var id = 0
    while let exchange = await sandbox.exchange(where: { [id] in $0.id == id && $0.isOver }) {
      let status = exchange.status.map(String.init) ?? "no answer"
      let failure = exchange.failure.map { ", \($0)" } ?? ""
      let line = "\(exchange.request.method) \(exchange.request.path) \(status)\(failure)"
      Terminal.writeError(Terminal.printable(line) + "\n")
      id += 1
    }
  }

  private func start() async throws -> Sandbox {
    do {
      return try await Sandbox.start(settings)
    } catch {
      throw Failure(.network, kind: "transport", "the sandbox cannot start: \(error)")
    }
  }
}
