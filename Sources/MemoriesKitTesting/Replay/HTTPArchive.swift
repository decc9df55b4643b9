import Foundation

/// A file of recorded exchanges in the format HAR 1.2, which browsers and proxies also write.
///
/// Reading is lenient: an entry needs a method, a URL and a status. Unknown members are skipped,
/// and bodies may be text or base64. Three members extend HAR. `_chunks` in the `content` of a
/// response lists the sizes of the pieces in which it arrives. `_truncated` marks a body that was
/// too long to keep. `_encoding` of `postData` is `base64` for a body that is not text.
public struct HTTPArchive: Sendable, Hashable {
  /// A note on the origin of the exchanges, for readers of the file.
  public var comment: String?
  /// The exchanges, in the order in which they began.
  public var exchanges: [RecordedExchange]

  /// Makes an archive from exchanges.
  public init(_ exchanges: [RecordedExchange], comment: String? = nil) {
    self.exchanges = exchanges
    self.comment = comment
  }

  /// Reads a file.
  public init(contentsOf url: URL) throws {
    try self.init(Data(contentsOf: url))
  }

  /// Reads the content of a file.
  public init(_ data: Data) throws {
    let log: ArchiveDocument.Log
    do {
      log = try JSONDecoder().decode(ArchiveDocument.self, from: data).log
    } catch let error as DecodingError {
      throw ArchiveError(error)
    }
    comment = log.comment
    exchanges = try log.entries.map { try $0.exchange() }
  }

  /// The content of the file.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let log = ArchiveDocument.Log(comment: comment, entries: exchanges.map(ArchiveEntry.init))
    return try encoder.encode(ArchiveDocument(log: log))
  }

  /// Writes the whole file, or nothing.
  public func write(to url: URL) throws {
    try encoded().write(to: url, options: .atomic)
  }
}

/// Why an archive cannot be read.
public struct ArchiveError: LocalizedError, Sendable, Hashable {
  /// What is wrong, and where.
  public let message: String

  /// The message.
  public var errorDescription: String? { message }
}

extension ArchiveError {
  fileprivate init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(context.codingPath, "“\(key.stringValue)” is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      self.init(context.codingPath, context.debugDescription)
    @unknown default:
      self.init([], "\(error)")
    }
  }

  private init(_ path: [any CodingKey], _ reason: String) {
    let place = path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    message = "The archive cannot be read" + (place.isEmpty ? ": " : " at \(place): ") + reason
  }
}
