import Foundation

extension PreparedCall {
  /// The call as an HTTP request to the URL where the redirects so far have led.
  ///
  /// - Parameter elapsed: The time since the call began.
  func request(
    at url: URL, body: BodyReader?, elapsed: @escaping @Sendable () -> Duration
  ) -> HTTPRequest {
    // An engine uses a body from one thread at a time, which is all that a reader needs.
    nonisolated(unsafe) let reader = body
    let openFiles: @Sendable () throws -> Void = { [openDestination] in
      try openDestination?()
      try reader?.open()
    }
    return HTTPRequest(
      method: method, url: url, headers: headers(at: url), body: reader.map(HTTPBody.init),
      openFiles: carriesFile || openDestination != nil ? openFiles : nil,
      // On a reused connection a request may fail, or libcurl may send it twice.
      mayReuseConnection: traits.safety == .safe,
      // A refusal may be longer than the file. The reader of the file enforces a smaller limit.
      maximumByteCount: fileSize.limit.map { max($0, Int64(Courier.errorLimit)) },
      isAnsweredWithFile: expectsFile, isReadByCaller: isReadByCaller,
      wakesReaderAtOnce: wakesReaderAtOnce, elapsed: elapsed)
  }

  private func headers(at url: URL) -> [(name: String, value: String)] {
    var headers = [("User-Agent", "MemoriesKit/1.0")]
    switch expectedAnswer {
    case .value:
      headers.append(("Accept", "application/json"))
    case .events:
      headers.append(("Accept", "text/event-stream"))
    case .file:
      headers.append(("Accept", "*/*"))
      // Foundation decompresses the body, and then no length is right any more.
      headers.append(("Accept-Encoding", "identity"))
    }
    if let contentType = body.contentType { headers.append(("Content-Type", contentType)) }
    headers += forwardedHeaders.map { ($0.name, $0.value) }
    // After a redirect to another origin, the client sends nothing that could be secret.
    if Origin(url) == Origin(self.url) {
      headers += originHeaders.map { ($0.name, $0.value) }
      if let key { headers.append(("Authorization", key.header)) }
    }
    return headers
  }
}

extension HTTPBody {
  fileprivate init(_ reader: BodyReader) {
    nonisolated(unsafe) let reader = reader
    self.init(
      length: reader.length, read: { try reader.read(into: $0) }, close: { reader.close() })
    #if canImport(Glibc)
    readIfReady = { try reader.readIfReady(into: $0) }
    #endif
  }
}
