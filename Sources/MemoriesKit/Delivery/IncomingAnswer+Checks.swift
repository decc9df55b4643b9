import Foundation

// Whether an answer is the file, or the stream of events, that was asked for. About values decides
// `SuccessRule`.

extension IncomingAnswer {
  /// Throws unless the answer is a file. The head decides, because a refusal is JSON under any
  /// status. Only when the wanted file is JSON itself does the content decide.
  func checkFile() async throws {
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

  /// Whether the caller asked for a JSON file, by its name, and the status is that of a file.
  private var wantsJSON: Bool {
    head.status == 200 && call.fallbackFileName?.lowercased().hasSuffix(".json") == true
  }

  /// Whether the caller asked for a JSON file, by its name, and got one instead of a refusal.
  private func isJSONFile() async throws -> Bool {
    guard wantsJSON else { return false }
    let disposition = head.headers["Content-Disposition"]?.lowercased() ?? ""
    if disposition.hasPrefix("attachment") { return true }
    // A body longer than any refusal must be the file.
    guard let body = try await wholeBody(upTo: Courier.errorLimit) else { return true }
    guard let json = try? JSONParser.parse(body) else { return true }
    let answer = AnswerReading.interpret(json, status: 200, frame: AnswerFrame(kind: .bare))
    return answer.map { $0.failure == nil } ?? false
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
    // A refusal is a value, and must not drip for as long as a file may.
    let body = try await watching(isStream: false) { try await collect(isGood: false) }
    let answer = try AnswerReading.answer(
      in: body, status: head.status, contentType: contentType)
    guard let failure = answer.failure else {
      return unexpected(reason, .unknown)
    }
    // Beside what describes a refusal, something else may be the file: nothing says that it was not
    // billed.
    return MemoriesError(
      failure.contradicted(wantsJSON && !answer.hasOnlyRemarks), answer.remarks,
      kind: RefusalKind.kind(ofDownload: failure))
  }

  /// Throws when the announced size is not the expected one.
  func checkAnnouncedSize() throws {
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
