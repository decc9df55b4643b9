#if canImport(Glibc)
private import CLibcurl

/// The transfers that are under way. Only the thread of the loop uses it.
final class LibcurlTransfers {
  private let multi: OpaquePointer
  private let share: OpaquePointer?
  private let loop: LibcurlLoop
  private var running: [ObjectIdentifier: LibcurlTransfer] = [:]
  /// Those that nobody wants any more, but that may still have to wait for a name lookup.
  private var unwanted: [LibcurlTransfer] = []
  /// Those that have asked to be told when this round of libcurl's is over.
  private var awaitingRoundsEnd: [LibcurlTransfer] = []

  init(_ multi: OpaquePointer, _ loop: LibcurlLoop) {
    self.multi = multi
    self.loop = loop
    share = mkcurl_share_tls_sessions()
    mkcurl_multi_set_long(multi, MKCURLMOPT_MAXCONNECTS, LibcurlEngine.connectionLimit)
  }

  func follow(_ command: LibcurlLoop.Command) {
    switch command {
    case .begin(let exchange, let request, let settings, let ended):
      begin(exchange, request, settings, ended)
    case .resume(let exchange):
      running[ObjectIdentifier(exchange)]?.resume()
    case .didRead(let exchange, let body, let piece):
      // A transfer that has ended meanwhile has left the files open for the reading.
      guard let transfer = running[ObjectIdentifier(exchange)] else { return body.close() }
      transfer.didRead(piece)
    case .end(let exchange):
      guard let transfer = running[ObjectIdentifier(exchange)] else { return }
      unwanted.append(transfer)
      removeUnwanted()
    }
  }

  private func begin(
    _ exchange: Exchange, _ request: HTTPRequest, _ settings: LibcurlEngine.Settings,
    _ ended: @escaping @Sendable () -> Void
  ) {
    guard !exchange.isAborted,
      let transfer = LibcurlTransfer(exchange, request, in: self, loop: loop, ended: ended),
      transfer.prepare(settings, share),
      // Where libcurl does not ask before it sends, the request may leave from here on.
      Libcurl.asksBeforeSending || exchange.willSend(),
      mkcurl_multi_add(multi, transfer.easy) == MKCURLE_OK
    else {
      request.body?.close()
      exchange.didEnd(.connection(code: nil, reason: "libcurl has no memory"))
      return ended()
    }
    running[ObjectIdentifier(exchange)] = transfer
  }

  func willTellRoundsEnd(to transfer: LibcurlTransfer) {
    awaitingRoundsEnd.append(transfer)
  }

  /// Tells the exchanges what libcurl's round has brought: first the ends, which bring heads along.
  func finishRound() {
    finishEnded()
    removeUnwanted()
    for transfer in awaitingRoundsEnd where isRunning(transfer) { transfer.roundDidEnd() }
    awaitingRoundsEnd.removeAll(keepingCapacity: true)
  }

  private func isRunning(_ transfer: LibcurlTransfer) -> Bool {
    running[ObjectIdentifier(transfer.exchange)] === transfer
  }

  /// Removes the transfers that nobody wants.
  private func removeUnwanted() {
    unwanted.removeAll { transfer in
      guard isRunning(transfer) else { return true }
      guard transfer.canBeRemoved else { return false }
      finish(transfer, nil)
      return true
    }
  }

  private func finishEnded() {
    var code: Int32 = 0
    while let easy = mkcurl_multi_next_ended(multi, &code) {
      guard let user = mkcurl_get_pointer(easy, MKCURLINFO_PRIVATE) else { continue }
      finish(Unmanaged<LibcurlTransfer>.fromOpaque(user).takeUnretainedValue(), code)
    }
  }

  /// - Parameter code: How libcurl ended the transfer; nil when it has not.
  private func finish(_ transfer: LibcurlTransfer, _ code: Int32?) {
    mkcurl_multi_remove(multi, transfer.easy)
    running[ObjectIdentifier(transfer.exchange)] = nil
    transfer.end(code)
  }
}
#endif
