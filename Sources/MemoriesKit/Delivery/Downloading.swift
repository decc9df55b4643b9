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
    call.openDestination = { try file.open() }
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
    DownloadChunks(
      try await begin(call) { answer in
        try await answer.checkFile()
        try answer.checkAnnouncedSize()
      })
  }
}

extension IncomingAnswer {
  fileprivate func save(in file: DownloadFile) async throws -> DownloadedFile {
    // The engine has opened the file before it sent the request; opening it again does nothing.
    try call.openDestination?()
    try await file.restart()
    var byteCount: Int64 = 0
    while let chunks = try await next() {
      byteCount += chunks.reduce(0) { $0 + Int64($1.count) }
      try checkReceivedSize(byteCount)
      try await file.write(chunks)
    }
    try checkFinalSize(byteCount)
    let url = try await file.commit(
      named: fileName(orElse: fallbackName) ?? SafeFileName(firstOf: nil))
    return DownloadedFile(
      url: url, byteCount: byteCount, contentType: head.headers["Content-Type"],
      isLengthVerified: (head.contentLength ?? call.fileSize.expected) != nil)
  }

  /// The name that the operation has for the file, with the extension of its type if it has none: the
  /// id of an asset does not tell what it is.
  private var fallbackName: String? {
    guard let name = call.fallbackFileName, !name.contains("."),
      let type = head.headers["Content-Type"].flatMap(MediaSource.ContentType.init(rawValue:)),
      let usualExtension = type.usualExtension
    else { return call.fallbackFileName }
    return "\(name).\(usualExtension)"
  }
}
