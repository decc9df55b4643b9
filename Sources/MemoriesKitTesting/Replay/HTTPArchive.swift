import Foundation

/// A file of recorded exchanges in the format HAR 1.2, which browsers and proxies write too.
///
/// Reading is lenient: an entry needs a method, an address and a status, unknown members are
/// skipped, bodies may be text or base64. Three members go beyond HAR: `_chunks` of a response's
/// `content` lists the sizes of the pieces in which it arrives, `_truncated` says that the body was
/// too long to be kept, `_encoding` of `postData` is `base64` for bodies that are no text.
public struct HTTPArchive: Sendable, Hashable {
  /// Where the exchanges come from, for the reader of the file.
  public var comment: String?
  /// The exchanges, in the order in which they began.
  public var exchanges: [RecordedExchange]

  /// Puts exchanges together.
  public init(_ exchanges: [RecordedExchange], comment: String? = nil) {
    self.exchanges = exchanges
    self.comment = comment
  }

  /// Reads a file.
  public init(contentsOf url: URL) throws {
    try self.init(Data(contentsOf: url))
  }

  /// Reads the text of a file.
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

  /// The text of the file.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let log = ArchiveDocument.Log(comment: comment, entries: exchanges.map(ArchiveEntry.init))
    return try encoder.encode(ArchiveDocument(log: log))
  }

  /// Writes the file, whole or not at all.
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
