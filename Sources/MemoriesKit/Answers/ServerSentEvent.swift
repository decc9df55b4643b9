import Foundation

/// One event of a stream of server-sent events, as it came.
public struct ServerSentEvent: Sendable, Hashable {
  /// What the event calls itself; `message` where it has no name.
  public var name: String
  /// The text that it brings; of several lines where there were several.
  public var data: String
  /// The last id that the stream has told.
  public var id: String?

  /// An event of your own making, for tests and fakes.
  public init(name: String = "message", data: String, id: String? = nil) {
    self.name = name
    self.data = data
    self.id = id
  }
}

/// Cuts a body into server-sent events, by the rules of the HTML standard.
///
/// Pieces may end anywhere, in the middle of a character too. An event counts once an empty line ends
/// it; what stands behind the last one when the stream ends is dropped.
struct ServerSentEventParser {
  private var line: [UInt8] = []
  private var isFirstLine = true
  /// A line feed right behind a carriage return belongs to it.
  private var followsCarriageReturn = false
  private var name = ""
  private var data: [String] = []
  private var id: String?
  /// What the lines of the event so far take up.
  private var byteCount = 0

  /// The largest event that is collected; a stream without line ends would fill the memory.
  static let limit = 16 << 20

  /// The events that these bytes complete, in order; nil when one is too large.
  mutating func events(in chunk: Data) -> [ServerSentEvent]? {
    var events: [ServerSentEvent] = []
    for byte in chunk {
      let isContinued = followsCarriageReturn && byte == UInt8(ascii: "\n")
      followsCarriageReturn = byte == UInt8(ascii: "\r")
      if isContinued { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if let event = endLine() { events.append(event) }
      } else {
        line.append(byte)
        byteCount += 1
        guard byteCount <= Self.limit else { return nil }
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

  /// Takes in one line: a name, a colon, a blank, and the rest. Without a name it is a comment, which
  /// keeps a connection alive.
  private mutating func readLine() {
    // Byte by byte, because an accent behind the colon would join it.
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
