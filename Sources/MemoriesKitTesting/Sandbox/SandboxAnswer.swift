import Foundation
import MemoriesKit

extension Sandbox {
  /// An answer of the sandbox, which can also be wrong in many ways.
  public struct Answer: Sendable {
    /// How the answer marks the end of its body.
    public enum Framing: Sendable, Hashable {
      /// The true `Content-Length`.
      case sized
      /// Chunks, without a length.
      case chunked
      /// The end of the connection, without a length.
      case untilClose
      /// This `Content-Length`, true or not. The connection ends after the body.
      case announced(Int64)
    }

    /// How the answer and the connection end. Byte counts are those of the body, without chunk
    /// framing.
    public enum Ending: Sendable, Hashable {
      /// The answer is complete, and the connection waits for the next request.
      case complete
      /// The answer is complete and the connection waits for the next request, even if the client
      /// has asked for its end.
      case keptOpen
      /// The answer is complete, and then the sandbox closes the connection without notice.
      case closed
      /// The sandbox closes the connection after so many bytes of the body.
      case truncated(after: Int64)
      /// The sandbox resets the connection after so many bytes of the body.
      case reset(after: Int64)
      /// The sandbox sends nothing after so many bytes of the body, until the client goes away.
      case stalled(after: Int64)
      /// The sandbox closes the connection in the middle of the head.
      case truncatedHead
      /// The sandbox closes the connection before the answer.
      case closedBeforeHead
      /// The sandbox resets the connection before the answer.
      case resetBeforeHead
      /// The sandbox sends nothing at all, until the client goes away.
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
    /// A pace at which the sandbox sends the body; nil means at once.
    public var pace: Pace?
    /// How the answer ends.
    public var ending: Ending = .complete
    /// Lines that are written into the head as they are, for invalid headers.
    public var rawHeaderLines: [String] = []
    /// A status line that replaces the usual one, for an invalid one.
    public var rawStatusLine: String?

    /// Makes a well-formed answer; its properties can change that.
    public init(
      status: Int = 200, headers: Headers = [:], body: Body = .empty, framing: Framing = .sized
    ) {
      self.status = status
      self.headers = headers
      self.body = body
      self.framing = framing
    }
  }

  /// The body of an answer.
  public struct Body: Sendable {
    enum Source: Sendable {
      case pieces([Data])
      case pattern(byteCount: Int64)
      case stored(StoredContent)
      case json(JSONValue)
    }

    let source: Source

    /// No bytes.
    public static let empty = Body(source: .pieces([]))

    /// The bytes of `data`.
    public static func data(_ data: Data) -> Body { Body(source: .pieces([data])) }

    /// The UTF-8 bytes of `text`.
    public static func text(_ text: String) -> Body { .data(Data(text.utf8)) }

    /// Pieces that are written one by one, each as its own chunk if the answer is chunked.
    public static func pieces(_ pieces: [Data]) -> Body { Body(source: .pieces(pieces)) }

    /// So many bytes of `Sandbox.Pattern`, without holding them in memory.
    public static func pattern(byteCount: Int64) -> Body {
      Body(source: .pattern(byteCount: max(0, byteCount)))
    }

    /// The number of bytes.
    public var byteCount: Int64 {
      switch source {
      case .pieces(let pieces): pieces.reduce(0) { $0 + Int64($1.count) }
      case .pattern(let count): count
      case .stored(let content): content.byteCount
      case .json(let json): Int64(json.text().utf8.count)
      }
    }

    static func json(_ json: JSONValue) -> Body { Body(source: .json(json)) }
  }
}
