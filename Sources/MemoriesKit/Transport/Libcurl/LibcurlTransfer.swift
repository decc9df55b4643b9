#if canImport(Glibc)
internal import CLibcurl
import Foundation

/// One exchange as libcurl carries it. Only the thread of the loop uses it.
///
/// Each transfer has a handle of its own. A handle that has failed or repeated a request keeps state
/// that spoils the next transfer, and with a new one that cannot happen.
final class LibcurlTransfer {
  let exchange: Exchange
  let request: HTTPRequest
  let easy: OpaquePointer
  /// The header fields of the request, which libcurl reads for as long as the transfer runs.
  var fields: OpaquePointer?
  private let loop: LibcurlLoop
  /// Where this transfer is kept while it runs.
  private unowned let transfers: LibcurlTransfers
  private let ended: @Sendable () -> Void
  /// Where libcurl writes why it failed.
  private let reason = UnsafeMutablePointer<CChar>.allocate(capacity: Int(MKCURL_ERROR_SIZE))

  private var head = LibcurlHead()
  /// A head that the waiting task has not got yet.
  private var heldHead: HTTPHead?
  /// Whether the answer is a refusal, after which nobody wants the rest of the body.
  private var isRefused = false
  /// How many bytes of a refusal are still to come; nil when its head does not say it, and for every
  /// other answer.
  private var missingByteCount: Int64?
  private var sendingCount = 0
  private let body: LibcurlBody?
  private var sentByteCount: Int64 = 0
  /// Whether the reader has as much as it may; the next bytes have to wait.
  private var isFull = false
  private var isPaused = false
  /// Why this side ended the transfer. It says more than what libcurl says then.
  private var failure: TransportFailure?

  init?(
    _ exchange: Exchange, _ request: HTTPRequest, in transfers: LibcurlTransfers,
    loop: LibcurlLoop, ended: @escaping @Sendable () -> Void
  ) {
    guard let easy = mkcurl_easy_init() else { return nil }
    self.easy = easy
    self.exchange = exchange
    self.request = request
    self.transfers = transfers
    self.loop = loop
    self.ended = ended
    body = request.body.map { body in
      LibcurlBody(body) { [exchange, loop] in loop.submit(.didRead(exchange, body, $0)) }
    }
    reason.pointee = 0
    let user = Unmanaged.passUnretained(self).toOpaque()
    mkcurl_set_pointer(easy, MKCURLOPT_PRIVATE, user)
    mkcurl_set_pointer(easy, MKCURLOPT_ERRORBUFFER, reason)
    var callbacks = Self.callbacks
    mkcurl_set_callbacks(easy, &callbacks, user)
  }

  deinit {
    mkcurl_easy_cleanup(easy)
    mkcurl_list_free(fields)
    reason.deallocate()
  }

  /// Whether the transfer can be removed without waiting for a name lookup.
  var canBeRemoved: Bool {
    Libcurl.canAbandonLookups || mkcurl_get_size(easy, MKCURLINFO_NAMELOOKUP_TIME_T) > 0
  }

  // MARK: What libcurl asks and reports

  /// libcurl is about to send the request, perhaps not for the first time: it sends a request again
  /// when a connection that was left open breaks before any answer.
  private func maySend() -> Bool {
    sendingCount += 1
    let mayRepeat =
      exchange.bodyLength == nil ? request.mayReuseConnection : body?.wasRead == false
    guard sendingCount == 1 || mayRepeat else {
      refuseRepeat()
      return false
    }
    return exchange.willSend()
  }

  private func refuseRepeat() {
    failure = .connection(
      code: URLError.Code.networkConnectionLost.rawValue,
      reason: "the connection was lost after the request had begun, and it is not sent again")
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    // After a refusal that has come whole, the rest of the body is of no use.
    guard let body, missingByteCount != 0, exchange.willSendBody(0) else {
      return MKCURL_READFUNC_ABORT
    }
    do {
      guard let count = try body.fill(buffer) else { return MKCURL_READFUNC_PAUSE }
      // A body that ends early must break the connection, or the server would wait for the rest.
      guard count > 0 || body.isAtEnd, exchange.willSendBody(count) else {
        return MKCURL_READFUNC_ABORT
      }
      return count
    } catch {
      failure = .body(error)
      return MKCURL_READFUNC_ABORT
    }
  }

  /// So many bytes of the body have entered the socket. libcurl takes half a megabyte of the body at
  /// a time, so on a slow line much time may pass between two pieces.
  private func didSend(_ count: Int64) {
    guard count != sentByteCount else { return }
    sentByteCount = count
    exchange.noteActivity()
  }

  private func receive(line: UnsafeRawBufferPointer) -> Int {
    switch head.read(line) {
    case .incomplete: break
    case .complete(let head): hold(head)
    case .tooLong: return refuse("the head of the answer is too long")
    case .unreadable: return refuse("the head of the answer cannot be read")
    }
    return line.count
  }

  /// Holds the head back until libcurl's round is over. A short answer has come whole by then, and
  /// the task wakes once for all of it.
  private func hold(_ head: HTTPHead) {
    if head.status >= 400 {
      isRefused = true
      missingByteCount = head.contentLength
    }
    // Where the body can be too long, what has come of it counts as an answer's only after the head.
    if request.maximumByteCount == nil { heldHead = head } else { exchange.didReceive(head) }
    transfers.willTellRoundsEnd(to: self)
  }

  private func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard head.isComplete else { return refuse("the answer has no head") }
    guard !isFull else {
      isPaused = true
      return MKCURL_WRITEFUNC_PAUSE
    }
    missingByteCount? -= Int64(bytes.count)
    if missingByteCount == 0 { transfers.willTellRoundsEnd(to: self) }
    if !exchange.didReceive(bytes) {
      isFull = true
      exchange.whenThereIsRoom { [exchange, loop] in loop.submit(.resume(exchange)) }
    }
    return bytes.count
  }

  private func refuse(_ reason: String) -> Int {
    failure = .connection(code: URLError.Code.badServerResponse.rawValue, reason: reason)
    return 0
  }

  // MARK: What the loop does

  /// The round of libcurl's in which the head came is over, or that in which a refusal became whole.
  func roundDidEnd() {
    // libcurl stops sending after a refusal, but not while it pauses for a piece of the body. When
    // the server has announced that it closes the connection, libcurl goes on and asks for the body.
    if isRefused, body?.isReading == true { mkcurl_pause(easy, MKCURLPAUSE_CONT) }
    guard let head = heldHead else { return }
    heldHead = nil
    exchange.didReceive(head)
  }

  /// The reader has room again.
  func resume() {
    isFull = false
    guard isPaused else { return }
    isPaused = false
    // Delivers what libcurl holds back before it returns, and may pause again.
    mkcurl_pause(easy, MKCURLPAUSE_CONT)
  }

  /// A piece of the body has come from the disk.
  func didRead(_ piece: Result<[UInt8], any Error>) {
    body?.didRead(piece)
    mkcurl_pause(easy, MKCURLPAUSE_CONT)
  }

  /// Ends the exchange. The loop has removed the transfer.
  ///
  /// - Parameter code: How libcurl ended the transfer; nil when it has not.
  func end(_ code: Int32?) {
    body?.close()
    exchange.didEnd(failure ?? code.flatMap(failure(of:)), head: heldHead)
    ended()
  }

  private func failure(of code: Int32) -> TransportFailure? {
    guard code == MKCURLE_OK else {
      // Where libcurl does not ask before it sends, this tells that it has not.
      if TransportFailure.endsBeforeSending(libcurl: code),
        mkcurl_get_long(easy, MKCURLINFO_REQUEST_SIZE) == 0
      {
        exchange.didSendNothing()
      }
      let text = String(cString: reason)
      return TransportFailure(
        libcurl: code, text.isEmpty ? String(cString: mkcurl_strerror(code)) : text)
    }
    // libcurl takes a head that breaks off for a whole answer.
    guard head.isComplete else {
      return .connection(
        code: URLError.Code.badServerResponse.rawValue,
        reason: "the connection ended in the head of the answer")
    }
    return nil
  }

  // MARK: The functions that libcurl calls

  private static var callbacks: mkcurl_callbacks {
    mkcurl_callbacks(
      header: { bytes, size, count, user in
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return transfer(user)?.receive(line: line) ?? 0
      },
      write: { bytes, size, count, user in
        let bytes = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return transfer(user)?.receive(bytes) ?? 0
      },
      read: { buffer, size, count, user in
        let buffer = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
        return transfer(user)?.fill(buffer) ?? MKCURL_READFUNC_ABORT
      },
      seek: { user, _, _ in
        transfer(user)?.refuseRepeat()
        return Int32(MKCURL_SEEKFUNC_FAIL)
      },
      progress: { user, _, _, _, sent in
        transfer(user)?.didSend(sent)
        return 0
      },
      prereq: { user, _, _, _, _ in
        transfer(user)?.maySend() == true
          ? Int32(MKCURL_PREREQFUNC_OK) : Int32(MKCURL_PREREQFUNC_ABORT)
      })
  }
}

private func transfer(_ user: UnsafeMutableRawPointer?) -> LibcurlTransfer? {
  user.map { Unmanaged<LibcurlTransfer>.fromOpaque($0).takeUnretainedValue() }
}
#endif
