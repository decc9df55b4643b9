/// The receipt for an upload, which is billed and must not get lost.
protocol Receipt: Encodable {
  /// The state of the upload.
  var state: String? { get set }
  /// The receipt for people.
  var lines: [String] { get }
}

extension Failure {
  static let interruptedWhileWaiting = Failure(
    .interrupted, kind: "interrupted", "interrupted while waiting; the upload is done",
    outcome: .done)
}

extension Output {
  /// Prints a receipt, and the state after the wait if there is one.
  ///
  /// People see the receipt before the wait. The one JSON document can only come after it, and
  /// comes even if the wait fails or is interrupted.
  func show<R: Receipt>(_ receipt: R, after wait: (() async throws -> String?)?) async throws {
    guard let wait else { return try show(receipt) }
    if !isJSON { try show(receipt) }
    var receipt = receipt
    do {
      receipt.state = try await wait()
    } catch {
      if isJSON { try show(receipt) }
      guard error is CancellationError else { throw error }
      throw Failure.interruptedWhileWaiting
    }
    if isJSON { return try show(receipt) }
    try show(receipt, Lines.fields(["now": receipt.state]))
  }

  private func show(_ receipt: some Receipt) throws {
    try show(billed: receipt, receipt.lines)
  }

  /// Prints the receipt for something that is billed. If standard output fails, the error contains
  /// it, so that it is not lost.
  func show(billed document: some Encodable, _ lines: [String]) throws {
    do {
      try show(document, lines)
    } catch let failure as Failure {
      let report = failure.report
      throw Failure(
        failure.exitCode, kind: report.kind,
        ([report.message] + lines).joined(separator: "; "), outcome: report.outcome)
    }
  }
}
