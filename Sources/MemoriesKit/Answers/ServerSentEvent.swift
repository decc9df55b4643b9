import Foundation

/// One event of a stream of server-sent events, as it arrived.
public struct ServerSentEvent: Sendable, Hashable {
  /// The name of the event; `message` if it has none.
  public var name: String
  /// The text of the event; several `data` lines are joined by line feeds.
  public var data: String
  /// The last id that the stream has sent.
  public var id: String?

  /// Makes an event, for tests and fakes.
  public init(name: String = "message", data: String, id: String? = nil) {
    self.name = name
    self.data = data
    self.id = id
  }
}

/// Parses a body into server-sent events, by the rules of the HTML standard.
///
/// ``MemoriesClient/events(of:options:)`` does this for an ``EventOperation``; use the parser for
/// streams that come to you in another way. Chunks may end anywhere, even inside a character. An empty
/// line completes an event; an incomplete event at the end of the stream is dropped.
///
/// ```swift
/// var parser = ServerSentEventParser()
/// for try await chunk in chunks {
///   for event in parser.events(in: chunk) { print(event.name, event.data) }
/// }
/// ```
public struct ServerSentEventParser: Sendable {
  private var line: [UInt8] = []
  private var isFirstLine = true
  /// Whether the last byte was a carriage return. A line feed right after it belongs to it.
  private var followsCarriageReturn = false
  private var name = ""
  private var data: [String] = []
  private var id: String?
  /// The size of the lines of the current event.
  private var byteCount = 0

  /// The largest event in bytes. Without a limit, a stream without line ends would fill the memory.
  public static let limit = 16 << 20

  /// Whether an event was larger than ``limit``. Nothing that comes after it is read.
  public private(set) var isTooLarge = false

  /// Begins a stream.
  public init() {}

  /// The events that these bytes complete, in order.
  public mutating func events(in chunk: Data) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    for byte in chunk where !isTooLarge {
      let isContinued = followsCarriageReturn && byte == UInt8(ascii: "\n")
      followsCarriageReturn = byte == UInt8(ascii: "\r")
      if isContinued { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if let event = endLine() { events.append(event) }
      } else {
        line.append(byte)
        byteCount += 1
        isTooLarge = byteCount > Self.limit
      }
    }
    return events
  }

  private mutating func endLine() -> ServerSentEvent? {
    defer {
      line.removeAll(keepingCapacity: true)
      isFirstLine = false
    }
    if isFirstLine, line.starts(with: Self.byteOrderMark) { line.removeFirst(3) }
    guard !line.isEmpty else { return endEvent() }
    readLine()
    return nil
  }

  /// Reads one line: a field name, a colon, an optional space, and the value. A line without a name
  /// is a comment, which keeps the connection alive.
  private mutating func readLine() {
    // Splits bytes: in a string, a combining accent after the colon would hide the colon.
    let parts = line.split(
      separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    var rest = parts.dropFirst().first ?? []
    if rest.first == UInt8(ascii: " ") { rest.removeFirst() }
    let value = String(decoding: rest, as: UTF8.self)
    switch String(decoding: parts[0], as: UTF8.self) {
    case "event": name = value
    case "data": data.append(value)
    case "id" where !rest.contains(0): id = value
    default: break
    }
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private mutating func endEvent() -> ServerSentEvent? {
    defer {
      name = ""
      data = []
      byteCount = 0
    }
    guard !data.isEmpty else { return nil }
    return ServerSentEvent(
      name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n"), id: id)
  }
}
