import Foundation
import MemoriesKit

extension Sandbox {
  /// A request as it arrived, complete or not.
  public struct Request: Sendable {
    /// The method, for example `GET`.
    public let method: String
    /// The path, percent-decoded, without the query.
    public let path: String
    /// The query's items, in order, decoded.
    public let query: [Field]
    /// The headers, in order.
    public let headers: Headers
    /// The number of its connection, counted from 1.
    public let connection: Int

    /// The text fields of a multipart form, in order.
    public internal(set) var fields: [Field] = []
    /// The file parts of a multipart form, in order.
    public internal(set) var parts: [Part] = []
    /// The kept bytes of the body, from its start.
    public internal(set) var body = Data()
    /// How many bytes of the body arrived, without the framing of chunks.
    public internal(set) var bodyByteCount: Int64 = 0
    /// The CRC-32 of the whole body, if it was wanted and the body is no multipart form.
    public internal(set) var bodyChecksum: UInt32?

    init(_ head: RequestHead, connection: Int) {
      method = head.method
      path = head.path
      query = head.query
      headers = head.headers
      self.connection = connection
    }

    init(unreadableOn connection: Int) {
      method = ""
      path = ""
      query = []
      headers = [:]
      self.connection = connection
    }
  }

  /// One file of a multipart form.
  public struct Part: Sendable {
    /// The name of the form field.
    public let name: String
    /// The file name, unescaped.
    public let fileName: String
    /// The `Content-Type` of the part, if it has one.
    public let contentType: String?
    /// All header lines of the part.
    public let headers: Headers
    /// The file's size.
    public let byteCount: Int64
    /// The CRC-32 of the file, if it was wanted.
    public let checksum: UInt32?
    let content: StoredContent?

    /// The bytes of the file, if they are in memory.
    public var data: Data? { content?.data }
  }

  /// How the sandbox reads the body of a request.
  public struct Reading: Sendable {
    /// How many of the first bytes to keep, for the log and for the closure.
    public var keptByteCount = 256 << 10
    /// Whether to compute a CRC-32 of the body, or of the files of a form. It takes time for large
    /// ones.
    public var isDigested = true
    /// Whether to keep the files of a form, in memory or in the spool folder.
    public var keepsFiles = true
    /// A pace at which the sandbox reads; nil means at once.
    public var pace: Pace?

    /// Keeps and digests everything.
    public static let standard = Reading()

    /// Digests the bytes and drops them.
    public static let digesting = Reading(keptByteCount: 0, isDigested: true, keepsFiles: false)

    /// Counts the bytes and drops them, as fast as they arrive.
    public static let counting = Reading(
      keptByteCount: 0, isDigested: false, keepsFiles: false)
  }

  /// A speed: so many bytes, then a pause.
  public struct Pace: Sendable, Hashable {
    /// How many bytes move at once, at least one.
    public var pieceSize: Int {
      didSet { pieceSize = max(1, pieceSize) }
    }

    /// The pause after each piece, at most a hundred years.
    public var pause: Duration {
      didSet { pause = pause.bounded }
    }

    /// Makes a pace of `pieceSize` bytes at a time, at least one.
    public init(pieceSize: Int, pause: Duration) {
      self.pieceSize = max(1, pieceSize)
      self.pause = pause.bounded
    }
  }
}
