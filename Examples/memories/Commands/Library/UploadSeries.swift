import MemoriesKit
import Terminal

/// Several uploads, one after the other.
struct UploadSeries {
  let client: MemoriesClient
  let context: Context
  /// Waits until a video is searchable.
  let state: (VisualSearch.VideoNo) async throws -> String?

  /// What became of one. The JSON has all members, with null for what is not known.
  private struct Ending: Encodable {
    let source: String
    var receipt: VideoReceipt?
    var error: Failure.Report?

    private enum CodingKeys: CodingKey { case source, receipt, error }

    func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(source, forKey: .source)
      try members.encode(receipt, forKey: .receipt)
      try members.encode(error, forKey: .error)
    }
  }

  /// Uploads all, and waits for those that arrived. Prints each receipt as it comes, or in the end
  /// one document; throws when any upload or wait failed.
  func run(_ sources: [UploadSource], waits: Bool) async throws {
    var endings: [Ending] = []
    var failures: [Failure] = []
    var untried = sources[...]
    while let source = untried.popFirst() {
      var ending = Ending(source: source.name)
      do {
        ending.receipt = VideoReceipt(try await source.send(with: client, context.output))
        try show(source.name, ending.receipt?.lines ?? [])
      } catch {
        ending.error = note(
          error is CancellationError ? Self.interruptedBefore : error, of: source.name,
          in: &failures)
        if Self.endsSeries(error) {
          endings.append(ending)
          break
        }
      }
      endings.append(ending)
    }
    for index in endings.indices where waits && !Task.isCancelled {
      guard let receipt = endings[index].receipt else { continue }
      do {
        endings[index].receipt?.state = try await state(receipt.videoNo)
        try show(
          endings[index].source, Lines.fields(["now": endings[index].receipt?.state]))
      } catch {
        endings[index].error = note(
          error is CancellationError ? Failure.interruptedWhileWaiting : error,
          of: endings[index].source, in: &failures)
      }
    }
    for source in untried {
      let report = Failure(.refused, kind: "notTried", "not tried").report
      endings.append(Ending(source: source.name, error: report))
    }
    // A dry run has one document of its own.
    if context.output.isJSON, !context.isDryRun {
      let numbers = endings.compactMap { ending in
        ending.receipt.map { "\(ending.source): \($0.videoNo)" }
      }
      try context.output.show(billed: endings, numbers)
    }
    try throwSummary(of: failures, endings)
  }

  private func show(_ source: String, _ lines: [String]) throws {
    guard !context.output.isJSON else { return }
    try context.output.show(
      billed: [String](), [Terminal.printable("\(source):")] + lines.map { "  " + $0 })
  }

  private func note(
    _ error: any Error, of source: String, in failures: inout [Failure]
  ) -> Failure.Report {
    let error = (error as? MemoriesError).map(UploadCommand.syntax.renamed) ?? error
    let failure = Failure(error, source: source)
    failures.append(failure)
    if !context.output.isJSON, !context.isDryRun {
      Terminal.writeError(Terminal.printable("\(source): \(failure.report.message)") + "\n")
    }
    return failure.report
  }

  private static let interruptedBefore = Failure(
    .interrupted, kind: "interrupted", "interrupted before it was sent in whole")

  /// Whether no other upload needs to be tried.
  private static func endsSeries(_ error: any Error) -> Bool {
    guard let error = error as? MemoriesError else { return error is CancellationError }
    return error.kind == .cancelled || error.concernsEveryCall
  }

  private func throwSummary(of failures: [Failure], _ endings: [Ending]) throws {
    guard let first = failures.first else { return }
    let arrived = endings.count { $0.receipt != nil }
    // Whoever sends all again must not believe that nothing has arrived.
    let outcome =
      failures.contains { $0.report.outcome == .unknown }
      ? .unknown : arrived > 0 ? .done : first.report.outcome
    throw Failure(
      exitCode: first.exitCode,
      report: Failure.Report(
        kind: first.report.kind,
        message:
          "\(arrived) of \(endings.count) were uploaded; first failure: \(first.report.message)",
        code: first.report.code, status: first.report.status, outcome: outcome))
  }
}
