import Foundation
import MemoriesKit

extension Sandbox {
  /// A request as it arrived, whole or as far as it got.
  public struct Request: Sendable {
    /// The method, for example `GET`.
    public let method: String
    /// The path, percent-decoded, without the query.
    public let path: String
    /// The query's items, in order, decoded.
    public let query: [Field]
    /// The headers, in order.
    public let headers: Headers
    /// The number of the connection that it came on, counted from 1.
    public let connection: Int

    /// The text fields of a multipart form, in order.
    public internal(set) var fields: [Field] = []
    /// The file parts of a multipart form, in order.
    public internal(set) var parts: [Part] = []
    /// The first bytes of the body, up to the number that is kept.
    public internal(set) var body = Data()
    /// How many bytes of the body arrived, without the framing of chunks.
    public internal(set) var bodyByteCount: Int64 = 0
    /// The CRC-32 of the whole body, where it was asked for and the body is no multipart form.
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
    /// The part's own `Content-Type`, if it had one.
    public let contentType: String?
    /// All header lines of the part.
    public let headers: Headers
    /// The file's size.
    public let byteCount: Int64
    /// The CRC-32 of the file, where it was asked for.
    public let checksum: UInt32?
    let content: StoredContent?

    /// The file's bytes, if it is small enough to be held in memory.
    public var data: Data? { content?.data }
  }

  /// How the body of a request is taken in.
  public struct Reading: Sendable {
    /// How many of the first bytes are kept for the log and for the closure.
    public var keptByteCount = 256 << 10
    /// Whether the body, or the files of a form, get a CRC-32, which costs time on large ones.
    public var isDigested = true
    /// Whether the files of a form are kept, in memory or in the spool folder.
    public var keepsFiles = true
    /// Makes the server read slowly, a piece at a time.
    public var pace: Pace?

    /// Everything is kept and digested.
    public static let standard = Reading()

    /// Bytes are digested and forgotten.
    public static let digesting = Reading(keptByteCount: 0, isDigested: true, keepsFiles: false)

    /// Bytes are counted and forgotten, as fast as they come.
    public static let counting = Reading(
      keptByteCount: 0, isDigested: false, keepsFiles: false)
  }

  /// A speed: so many bytes, then a pause.
  public struct Pace: Sendable, Hashable {
    /// The number of bytes moved at once, at least one.
    public var pieceSize: Int {
      didSet { pieceSize = max(1, pieceSize) }
    }

    /// The pause after each piece, at most a hundred years.
    public var pause: Duration {
      didSet { pause = pause.bounded }
    }

    /// Creates a pace of `pieceSize` bytes, at least one, at a time.
    public init(pieceSize: Int, pause: Duration) {
      self.pieceSize = max(1, pieceSize)
      self.pause = pause.bounded
    }
  }
}
