import Foundation

extension Sandbox {
  /// What the server sends back, down to the ways of doing it wrong.
  public struct Answer: Sendable {
    /// How the client is to find the end of the body.
    public enum Framing: Sendable, Hashable {
      /// With the body's true `Content-Length`.
      case sized
      /// In chunks, without a length.
      case chunked
      /// By the end of the connection, without a length.
      case untilClose
      /// With this `Content-Length`, true or not; the connection ends after the body.
      case announced(Int64)
    }

    /// What happens to the connection. Byte counts are those of the body, without chunk framing.
    public enum Ending: Sendable, Hashable {
      /// The answer is complete and the connection waits for the next request.
      case complete
      /// The answer is complete and the connection waits for the next request, even if the client
      /// has asked for its end.
      case keptOpen
      /// The answer is complete, and then the connection is closed without notice.
      case closed
      /// The connection is closed after so many bytes of the body.
      case truncated(after: Int64)
      /// The connection is reset after so many bytes of the body.
      case reset(after: Int64)
      /// Nothing more comes after so many bytes of the body, until the client goes away.
      case stalled(after: Int64)
      /// The connection is closed in the middle of the answer's head.
      case truncatedHead
      /// The connection is closed before anything of the answer was sent.
      case closedBeforeHead
      /// The connection is reset before anything of the answer was sent.
      case resetBeforeHead
      /// Nothing is ever sent, until the client goes away.
      case stalledBeforeHead
    }

    /// The status code.
    public var status: Int
    /// The headers; `Content-Length` and `Transfer-Encoding` follow from `framing`.
    public var headers: Headers
    /// The body.
    public var body: Body
    /// How the end of the body is marked.
    public var framing: Framing
    /// Status codes of the interim answers before this one, for example 100 and 103.
    public var interimStatuses: [Int] = []
    /// Makes the body come slowly, a piece at a time.
    public var pace: Pace?
    /// How the answer ends.
    public var ending: Ending = .complete
    /// Lines put into the head as they are, for headers that break the rules.
    public var rawHeaderLines: [String] = []
    /// Takes the place of the status line, for one that breaks the rules.
    public var rawStatusLine: String?

    /// Creates a well-formed answer; the properties make it otherwise.
    public init(
      status: Int = 200, headers: Headers = [:], body: Body = .empty, framing: Framing = .sized
    ) {
      self.status = status
      self.headers = headers
      self.body = body
      self.framing = framing
    }
  }

  /// The bytes of an answer, or where they come from.
  public struct Body: Sendable {
    enum Source: Sendable {
      case pieces([Data])
      case pattern(byteCount: Int64)
      case stored(StoredContent)
      case json(JSON)
    }

    let source: Source

    /// No bytes.
    public static let empty = Body(source: .pieces([]))

    /// The bytes of `data`.
    public static func data(_ data: Data) -> Body { Body(source: .pieces([data])) }

    /// The UTF-8 bytes of `text`.
    public static func text(_ text: String) -> Body { .data(Data(text.utf8)) }

    /// Pieces that are written one by one, each a chunk of its own where chunks are sent.
    public static func pieces(_ pieces: [Data]) -> Body { Body(source: .pieces(pieces)) }

    /// So many bytes of `Sandbox.Pattern`, which are never held in memory.
    public static func pattern(byteCount: Int64) -> Body {
      Body(source: .pattern(byteCount: max(0, byteCount)))
    }

    /// The number of bytes.
    public var byteCount: Int64 {
      switch source {
      case .pieces(let pieces): pieces.reduce(0) { $0 + Int64($1.count) }
      case .pattern(let count): count
      case .stored(let content): content.byteCount
      case .json(let json): Int64(json.text.utf8.count)
      }
    }

    static func json(_ json: JSON) -> Body { Body(source: .json(json)) }
  }
}
