import Foundation

extension Courier {
  /// Delivers an order whose answer is a file, and puts the file in its place.
  func download(
    _ order: Order, to destination: DownloadDestination, fallbackName: String,
    expectedByteCount: Int64? = nil, maximumByteCount: Int64?, progress: ProgressHandler?
  ) async throws -> DownloadedFile {
    var limited = try limited(order, expectedByteCount, maximumByteCount)
    do {
      // Now, because its turn may be long in coming.
      try destination.look()
    } catch {
      throw finished(MemoriesError(error, .notSent), order, attempts: 0)
    }
    let file = DownloadFile(for: destination)
    // Before the request, because that is when the money is spent.
    limited.prepare = { () throws(FileFailure) in try file.open() }
    do {
      return try await deliver(limited, progress: progress) { answer in
        try await answer.checkFile()
        try answer.checkAnnouncement()
        do {
          return Received(value: try await answer.save(in: file, fallbackName: fallbackName))
        } catch let failure as FileFailure {
          throw MemoriesError(failure, .done)
        }
      }
    } catch {
      await file.discard()
      throw error
    }
  }

  /// Delivers an order whose answer is a file, and leaves the reading to the caller.
  func chunks(
    of order: Order, expectedByteCount: Int64? = nil, maximumByteCount: Int64?
  ) async throws -> DownloadChunks {
    var patient = try limited(order, expectedByteCount, maximumByteCount)
    patient.bounds.patience = 1
    patient.bounds.leastPortion = 1
    let answer = try await deliver(patient, progress: nil) { answer in
      try await answer.checkFile()
      try answer.checkAnnouncement()
      return Received(value: answer)
    }
    return DownloadChunks(answer) {
      finished($0, order, attempts: answer.attempt)
    }
  }

  /// The order with the size that its file must have and may have; throws when no file can.
  private func limited(_ order: Order, _ expected: Int64?, _ maximum: Int64?) throws -> Order {
    var rules = Rules()
    if let expected {
      rules.require(expected > 0, "expectedByteCount", "no file has \(expected) bytes")
      if let maximum, expected > maximum {
        rules.refuse(
          "expectedByteCount",
          "\(expected) bytes are expected, and at most \(maximum) are allowed")
      }
    }
    guard rules.problems.isEmpty else {
      var error = MemoriesError(.invalidRequest, .notSent)
      error.problems = rules.problems
      throw finished(error, order, attempts: 0)
    }
    var limited = order
    limited.expectedByteCount = expected
    limited.maximumByteCount = maximum
    // Where the exchange does not count, the pieces are looked at as they come.
    if let limit = limited.fileLimit, limit < Self.errorLimit { limited.bounds.leastPortion = 1 }
    return limited
  }
}

extension OpenAnswer {
  /// Throws unless the answer is a file, which only the head tells: a refusal is JSON, whatever its
  /// status.
  fileprivate func checkFile() async throws {
    let contentType = head.headers["Content-Type"]
    // Scalar by scalar, because an accent behind the semicolon would hide it.
    let essence = contentType.map { String($0.unicodeScalars.prefix { $0 != ";" }) }
    if essence?.trimmingCharacters(in: .whitespaces).lowercased() == "application/json"
      || head.status >= 300
    {
      throw try await refusal(contentType)
    }
    guard head.status == 200 else {
      throw unexpected("a file was expected", .done)
    }
    // Asked for as it is stored, it must come so: nothing tells whether a packed body is whole.
    let encoding = head.headers["Content-Encoding"]?.lowercased() ?? "identity"
    guard encoding == "identity" else { throw unexpected("the file comes packed", .done) }
    guard head.contentLength != nil || head.headers["Content-Length"] == nil else {
      throw unexpected("the length of the file cannot be read", .done)
    }
    if let length = head.contentLength, let maximum = order.maximumByteCount, length > maximum {
      throw describing(TransportFailure.tooLarge)
    }
  }

  private func refusal(_ contentType: String?) async throws -> MemoriesError {
    let body = try await collect()
    let envelope = try AnswerReading.envelope(
      in: body, status: head.status, contentType: contentType)
    guard !envelope.isSuccess else {
      return unexpected("the service agreed, but sent no file", .unknown)
    }
    return MemoriesError(
      envelope.failure, kind: Classification.kind(ofDownload: envelope.failure))
  }

  fileprivate func save(
    in file: DownloadFile, fallbackName: String
  ) async throws -> DownloadedFile {
    // A stand-in for the network may answer before it has asked for a body.
    try order.prepare()
    try await file.restart()
    var byteCount: Int64 = 0
    while let pieces = try await exchange.next() {
      byteCount += pieces.reduce(0) { $0 + Int64($1.count) }
      try checkGrowth(byteCount)
      try await file.write(pieces)
    }
    try checkEnd(byteCount)
    let url = try await file.commit(
      named: SafeFileName(firstOf: suggestedFileName, fallbackName))
    return DownloadedFile(
      url: url, byteCount: byteCount, contentType: head.headers["Content-Type"],
      isLengthVerified: (head.contentLength ?? order.expectedByteCount) != nil)
  }

  /// Throws when the service announces a file of another size than was expected.
  fileprivate func checkAnnouncement() throws {
    guard let announced = head.contentLength, let expected = order.expectedByteCount,
      announced != expected
    else { return }
    throw unexpectedSize("\(announced) bytes are announced where \(expected) were expected")
  }

  /// Throws as soon as more has arrived than the file may have.
  func checkGrowth(_ byteCount: Int64) throws {
    guard let limit = order.fileLimit, byteCount > limit else { return }
    throw describing(TransportFailure.tooLarge)
  }

  /// What neither libcurl nor a stub notices in every case: a body that ended early.
  func checkEnd(_ byteCount: Int64) throws {
    if let length = head.contentLength, length != byteCount {
      var error = MemoriesError(
        .transport, .done, "\(byteCount) bytes arrived where \(length) were announced")
      error.status = head.status
      throw error
    }
    // Nothing empty can be stored, because nothing empty can be uploaded.
    if byteCount == 0 { throw unexpected("the file is empty", .done) }
    if let expected = order.expectedByteCount, expected != byteCount {
      throw unexpectedSize("\(byteCount) bytes arrived where \(expected) were expected")
    }
  }

  private func unexpectedSize(_ detail: String) -> MemoriesError {
    var error = MemoriesError(.unexpectedSize, .done, detail)
    error.status = head.status
    return error
  }

  private func unexpected(_ reason: String, _ outcome: Outcome) -> MemoriesError {
    var error = MemoriesError(.unexpectedAnswer, outcome, reason)
    error.status = head.status
    return error
  }
}
