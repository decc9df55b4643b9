import Foundation

/// One HTTP request, ready for the wire, in terms that any engine understands.
struct HTTPRequest: Sendable {
  var method: String
  var url: URL
  var headers: [(name: String, value: String)]
  var body: HTTPBody?
  /// Opens what the request needs, and throws when it cannot be had. Called by the engine when the
  /// request's turn has come and before anything of it leaves, so that what waits holds nothing.
  var prepare: @Sendable () throws -> Void = {}
  /// Whether a connection that earlier requests left open may carry this one.
  var mayReuseConnection = true
  /// What the body of the answer may have at most; more ends the exchange.
  var maximumByteCount: Int64?
  /// Whether the body of the answer is read by the user's code, piece by piece, which may wait for
  /// other calls meanwhile.
  var isReadByCaller = false
  /// Whether each piece of the answer is wanted as it comes, and not only when many have.
  var wakesReaderAtOnce = false
  /// The time since the call began. Injected, so that time limits can be tested without waiting.
  var elapsed: @Sendable () -> Duration
}

/// A body of known length that an engine pulls, piece by piece, from one thread at a time.
struct HTTPBody: Sendable {
  let length: Int64
  /// Fills the buffer as far as it can and returns the count; 0 only at the end.
  let read: @Sendable (UnsafeMutableRawBufferPointer) throws -> Int
  /// Lets go of files; called once nothing will be read any more.
  let close: @Sendable () -> Void
}

/// The head of an answer.
struct HTTPHead: Sendable {
  let status: Int
  let headers: ResponseHeaders

  var isSuccess: Bool { (200..<300).contains(status) }

  /// The length of the body where the answer tells it, and where it is the length of what will be
  /// handed over: after a content encoding it is not.
  var contentLength: Int64? {
    let encoding = headers["Content-Encoding"]?.lowercased() ?? "identity"
    // Beside a transfer encoding a length means nothing (RFC 9112, 6.3).
    guard encoding == "identity", headers["Transfer-Encoding"] == nil,
      let text = headers["Content-Length"]
    else { return nil }
    guard let length = Int64(text.trimmingCharacters(in: .whitespaces)), length >= 0 else {
      return nil
    }
    return length
  }
}
