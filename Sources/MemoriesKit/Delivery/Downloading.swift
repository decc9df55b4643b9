import Foundation

extension Courier {
  /// Sends a call whose answer is a file, and saves the file.
  func download(
    _ call: PreparedCall, to destination: DownloadDestination, progress: ProgressSink?
  ) async throws -> DownloadedFile {
    do {
      // Check now, because the call may have to wait long for its turn.
      try destination.checkWithoutWriting()
    } catch {
      throw call.completed(MemoriesError(error, .notSent), attempts: 0)
    }
    let file = DownloadFile(for: destination)
    var call = call
    // The service bills when it answers, so the file must be open before the request leaves.
    call.prepare = { () throws(FileFailure) in try file.open() }
    do {
      return try await deliver(call, progress: progress) { answer in
        try await answer.checkFile()
        try answer.checkAnnouncedSize()
        do {
          return Received(value: try await answer.save(in: file))
        } catch let failure as FileFailure {
          throw MemoriesError(failure, .done)
        }
      }.value
    } catch {
      await file.discard()
      throw error
    }
  }

  /// Sends a call whose answer is a file, and lets the caller read it.
  func chunks(of call: PreparedCall) async throws -> DownloadChunks {
    var streamedCall = call
    streamedCall.isReadByCaller = true
    let answer = try await deliver(streamedCall, progress: nil) { answer in
      try await answer.checkFile()
      try answer.checkAnnouncedSize()
      return Received(value: answer)
    }.value
    return DownloadChunks(answer)
  }
}

extension IncomingAnswer {
  /// Throws unless the answer is a file. The head decides, because a refusal is JSON under any
  /// status. Only when the wanted file is JSON itself does the content decide.
  fileprivate func checkFile() async throws {
    let contentType = head.headers["Content-Type"]
    let essence = contentType.map(Self.essence) ?? ""
    let isJSON = ["application/json", "text/json"].contains(essence) || essence.hasSuffix("+json")
    let isFile = isJSON ? try await isJSONFile() : !isUnexpectedHTML(essence)
    if !isFile || head.status >= 300 { throw try await refusal(contentType) }
    guard head.status == 200 else {
      throw unexpected("a file was expected", .done)
    }
    // The request forbids compression, so a compressed body is an error: its length cannot be
    // checked.
    let encoding = head.headers["Content-Encoding"]?.lowercased() ?? "identity"
    guard encoding == "identity" else { throw unexpected("the file comes packed", .done) }
    guard head.contentLength != nil || head.headers["Content-Length"] == nil else {
      throw unexpected("the length of the file cannot be read", .done)
    }
    if let length = head.contentLength, let maximum = call.fileSize.maximum, length > maximum {
      throw TransportFailure.tooLarge
    }
  }

  /// Whether the caller asked for a JSON file, by its name, and got one instead of a refusal.
  private func isJSONFile() async throws -> Bool {
    guard head.status == 200, call.fallbackFileName?.lowercased().hasSuffix(".json") == true else {
      return false
    }
    let disposition = head.headers["Content-Disposition"]?.lowercased() ?? ""
    if disposition.hasPrefix("attachment") { return true }
    // A body longer than any refusal must be the file.
    guard let body = try await wholeBody(upTo: Courier.errorLimit) else { return true }
    let answer = (try? JSONParser.parse(body)).flatMap { RawAnswer(envelope: $0, status: 200) }
    return answer?.refusesOutright != true
  }

  /// Throws unless the answer is a stream of events.
  func checkEvents() async throws {
    let contentType = head.headers["Content-Type"]
    guard head.status < 300 else { throw try await refusal(contentType) }
    guard contentType.map(Self.essence) == "text/event-stream" else {
      throw try await refusal(contentType, orElse: "a stream of events was expected")
    }
  }

  /// The type and subtype of a content type, without its parameters.
  private static func essence(_ contentType: String) -> String {
    // Compares scalars: with characters, a combining accent after the semicolon would hide the
    // semicolon.
    String(contentType.unicodeScalars.prefix { $0 != ";" })
      .trimmingCharacters(in: .whitespaces).lowercased()
  }

  /// Whether the answer is an HTML page that nobody asked for. Captive portals and gateways send
  /// such pages under any status.
  private func isUnexpectedHTML(_ essence: String) -> Bool {
    let name = call.fallbackFileName?.lowercased() ?? ""
    return ["text/html", "application/xhtml+xml"].contains(essence)
      && ![".html", ".htm", ".xhtml"].contains { name.hasSuffix($0) }
  }

  private func refusal(
    _ contentType: String?, orElse reason: String = "the service agreed, but sent no file"
  ) async throws -> MemoriesError {
    let body = try await collect(isGood: false)
    let answer = try AnswerReading.answer(
      in: body, status: head.status, contentType: contentType)
    guard let failure = answer.failure else {
      return unexpected(reason, .unknown)
    }
    return MemoriesError(
      failure, answer.remarks, kind: Classification.kind(ofDownload: failure))
  }

  fileprivate func save(in file: DownloadFile) async throws -> DownloadedFile {
    // The engine has opened the file before it sent the request; opening it again does nothing.
    try call.prepare()
    try await file.restart()
    var byteCount: Int64 = 0
    while let chunks = try await next() {
      byteCount += chunks.reduce(0) { $0 + Int64($1.count) }
      try checkReceivedSize(byteCount)
      try await file.write(chunks)
    }
    try checkFinalSize(byteCount)
    let url = try await file.commit(
      named: fileName(orElse: call.fallbackFileName) ?? SafeFileName(firstOf: nil))
    return DownloadedFile(
      url: url, byteCount: byteCount, contentType: head.headers["Content-Type"],
      isLengthVerified: (head.contentLength ?? call.fileSize.expected) != nil)
  }

  /// Throws when the announced size is not the expected one.
  fileprivate func checkAnnouncedSize() throws {
    guard let announced = head.contentLength, let expected = call.fileSize.expected,
      announced != expected
    else { return }
    throw unexpectedSize("\(announced) bytes are announced where \(expected) were expected")
  }

  /// Throws as soon as more bytes have arrived than the file may have.
  func checkReceivedSize(_ byteCount: Int64) throws {
    guard let limit = call.fileSize.limit, byteCount > limit else { return }
    throw TransportFailure.tooLarge
  }

  /// Throws when the body ended early, because neither libcurl nor a stub notices that in every
  /// case.
  func checkFinalSize(_ byteCount: Int64) throws {
    if let length = head.contentLength, length != byteCount {
      throw MemoriesError(
        .transport, .done, "\(byteCount) bytes arrived where \(length) were announced",
        status: head.status)
    }
    // The service stores no empty file, because it accepts no empty upload.
    if call.expectsFile, byteCount == 0 { throw unexpected("the file is empty", .done) }
    if let expected = call.fileSize.expected, expected != byteCount {
      throw unexpectedSize("\(byteCount) bytes arrived where \(expected) were expected")
    }
  }

  private func unexpectedSize(_ detail: String) -> MemoriesError {
    var error = MemoriesError(.unexpectedSize, .done, detail)
    error.status = head.status
    return error
  }

  private func unexpected(_ reason: String, _ outcome: MemoriesError.Outcome) -> MemoriesError {
    MemoriesError(.unexpectedAnswer, outcome, reason, status: head.status)
  }
}
