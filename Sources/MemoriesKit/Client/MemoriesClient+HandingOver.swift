import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

// For uploads that go on when the app does not, and for people with an HTTP client of their own.
extension MemoriesClient {
  /// Prepares a request for somebody else to send, and writes its body to a file.
  ///
  /// An app that is suspended can send only through a session in the background, and such a session
  /// takes its bodies from files. The file is complete or not there; only this user can read it.
  ///
  /// ```swift
  /// let upload = VisualSearch.UploadVideo(file: video)
  /// let handed = try await client.prepare(upload, writingBodyTo: folder.appending(path: "body"))
  /// if let body = handed.bodyFile {
  ///   backgroundSession.uploadTask(with: handed.request, fromFile: body).resume()
  /// }
  /// ```
  ///
  /// The client neither paces nor repeats what others send. Pass what comes back to
  /// ``read(_:from:response:error:lostUpload:)``.
  ///
  /// - Parameters:
  ///   - operation: The request. It is checked as for sending.
  ///   - file: Where to write the body. Nothing may be there, and its directory must exist.
  /// - Throws: ``MemoriesError`` with the outcome `notSent`.
  public func prepare<Operation: MemoriesOperation>(
    _ operation: Operation, writingBodyTo file: URL
  ) async throws -> HandedOverRequest {
    let call = try prepared(operation, CallOptions(), nil)
    do throws(FileFailure) {
      let reader = call.body.segments.isEmpty ? nil : try BodyReader(call.body)
      let head = call.request(at: call.url, body: nil, elapsed: { .zero })
      var request = URLRequest(url: head.url)
      request.httpMethod = head.method
      for (name, value) in head.headers { request.addValue(value, forHTTPHeaderField: name) }
      if let reader { try await reader.write(to: file) }
      return HandedOverRequest(
        request: request, bodyFile: reader.map { _ in file }, lostUpload: call.makeLostUpload?())
    } catch {
      throw call.completed(MemoriesError(error, .notSent), attempts: 0)
    }
  }

  /// Reads what came back for a request that somebody else has sent.
  ///
  /// - Parameters:
  ///   - operation: The request.
  ///   - body: The body of the answer.
  ///   - response: The answer; nil when there was none.
  ///   - error: The error of whoever has sent the request.
  ///   - upload: ``HandedOverRequest/lostUpload``. With it, the error of an upload that may have
  ///     arrived tells how to look for it.
  /// - Throws: The same as ``send(_:options:)->E.Output``.
  public func read<E: AnsweredOperation>(
    _ operation: E, from body: Data?, response: URLResponse?, error: (any Error)? = nil,
    lostUpload upload: LostUpload? = nil
  ) async throws -> E.Output {
    let (call, courier) = try handedBack(operation, body, response, error, upload)
    let received = try await courier.answer(call, as: E.answerFormat, progress: nil) {
      operation.problem(with: $0)
    }
    if let refusal = received.refusal { throw refusal }
    return try received.value.result.get()
  }

  /// Saves a file that somebody else has downloaded, unless it is no file but a refusal.
  ///
  /// - Parameters:
  ///   - operation: The request.
  ///   - file: What was downloaded. It is copied and stays; the system removes its own.
  ///   - response: The answer; nil when there was none.
  ///   - error: The error of whoever has sent the request.
  ///   - destination: Where to save.
  /// - Throws: The same as ``download(_:to:expectedByteCount:maximumByteCount:options:)``.
  public func save<E: DownloadOperation>(
    _ operation: E, from file: URL?, response: URLResponse?, error: (any Error)? = nil,
    to destination: DownloadDestination
  ) async throws -> DownloadedFile {
    // The system brings in only what is read, so a long file costs no memory.
    let body = try file.map { try Data(contentsOf: $0, options: .mappedIfSafe) }
    let (call, courier) = try handedBack(operation, body, response, error, nil)
    return try await courier.download(call, to: destination, progress: nil)
  }

  private func handedBack<Operation: MemoriesOperation>(
    _ operation: Operation, _ body: Data?, _ response: URLResponse?, _ error: (any Error)?,
    _ upload: LostUpload?
  ) throws -> (PreparedCall, Courier) {
    var call = try call(of: operation, CallOptions(retry: RetryPolicy.none), nil)
    call.body = EncodedBody(.none)
    let now = configuration.now
    call.makeLostUpload = nil
    if let upload { call.makeLostUpload = { upload.ending(at: now()) } }
    let engine = HandedBackEngine(
      head: response.flatMap(HTTPHead.init), body: body ?? Data(),
      failure: error.map(TransportFailure.init))
    return (call, courier.with(engine))
  }
}

extension BodyReader {
  private static let portion = 512 << 10

  /// Writes the whole body to a new file that only this user can read.
  fileprivate func write(to url: URL) async throws(FileFailure) {
    let file = DownloadFile(for: .file(url, whenExists: .fail), mode: 0o600)
    do throws(FileFailure) {
      try file.open()
      while true {
        var portion = Data(count: Self.portion)
        let count = try fill(&portion)
        guard count > 0 else { break }
        try await file.write([portion.prefix(count)])
      }
      _ = try await file.commit(named: SafeFileName(firstOf: nil))
    } catch {
      close()
      await file.discard()
      throw error
    }
    close()
  }

  private func fill(_ portion: inout Data) throws(FileFailure) -> Int {
    let result = portion.withUnsafeMutableBytes { buffer in
      Result { () throws(FileFailure) in try read(into: buffer) }
    }
    return try result.get()
  }
}
