import Foundation

/// The interface between this library and the code that moves the bytes.
///
/// An engine sends the request exactly once. It never follows a redirect and never answers a
/// challenge. It calls the `willSend…` methods of the exchange before anything leaves, and reports
/// what happens with the `did…` methods, from one thread at a time. It stops reading when
/// ``Exchange/didReceive(_:)`` says that there is no room, and continues when
/// ``Exchange/whenThereIsRoom(_:)`` calls back. That is the back-pressure.
protocol HTTPEngine: Sendable {
  /// Begins an exchange and returns at once.
  func start(_ request: HTTPRequest) -> Exchange

  /// The name of the engine for logs, for example `URLSession`.
  var name: String { get }

  /// Why the engine can send nothing to an address, in words that follow the address's name; nil when
  /// it can.
  func problem(with url: URL) -> String?
}

extension HTTPEngine {
  func problem(with url: URL) -> String? { nil }
}

/// One HTTP request in terms that any engine understands.
struct HTTPRequest: Sendable {
  var method: String
  var url: URL
  var headers: [(name: String, value: String)]
  var body: HTTPBody?
  /// Opens the files of the request, or throws; nil when there are none. The engine calls it when
  /// the turn of the request has come and before anything leaves, so a waiting request holds no
  /// files open.
  var openFiles: (@Sendable () throws -> Void)?
  /// Whether the engine may send the request on a connection that earlier requests left open.
  var mayReuseConnection = true
  /// The largest body of an answer that is allowed; a larger one ends the exchange.
  var maximumByteCount: Int64?
  /// Whether the answer is a file, which may be long.
  var isAnsweredWithFile = false
  /// Whether the user's code reads the body of the answer, chunk by chunk. It may wait for other
  /// calls meanwhile.
  var isReadByCaller = false
  /// Whether the engine wakes the reader for each chunk, and not only for many.
  var wakesReaderAtOnce = false
  /// Returns the time since the call began. It is a parameter, so that tests of time limits need
  /// not wait.
  var elapsed: @Sendable () -> Duration
}

/// A body of known length, which the engine reads piece by piece from one thread at a time.
struct HTTPBody: Sendable {
  let length: Int64
  /// Fills the buffer as far as it can and returns the byte count; 0 only at the end.
  let read: @Sendable (UnsafeMutableRawBufferPointer) throws -> Int
  /// The same without waiting for a disk: nil when it would have to wait. There is none for a body
  /// that never waits.
  var readIfReady: (@Sendable (UnsafeMutableRawBufferPointer) throws -> Int?)?
  /// Closes the files. The engine calls it when it will read no more.
  let close: @Sendable () -> Void
}

/// The status and the headers of an answer.
struct HTTPHead: Sendable {
  let status: Int
  let headers: ResponseHeaders

  var isSuccess: Bool { (200..<300).contains(status) }

  /// The announced length of the body; nil when the answer has none, or when it is the length
  /// before decoding.
  var contentLength: Int64? {
    let encoding = headers["Content-Encoding"]?.lowercased() ?? "identity"
    // A length beside a transfer encoding means nothing (RFC 9112, 6.3).
    guard encoding == "identity", headers["Transfer-Encoding"] == nil,
      let text = headers["Content-Length"]
    else { return nil }
    guard let length = Int64(text.trimmingCharacters(in: .whitespaces)), length >= 0 else {
      return nil
    }
    return length
  }
}
