#if canImport(Glibc)
/// Reads the head of an answer from the lines that libcurl passes on: those of interim answers, of
/// the final answer, and of trailers after the body.
struct LibcurlHead {
  /// The most bytes of all these lines. Before 8.3 libcurl has no limit of its own, and it has none
  /// for interim answers.
  static let limit = 256 << 10

  enum Reading {
    case incomplete
    /// The head of the final answer.
    case complete(HTTPHead)
    case tooLong, unreadable
  }

  private var byteCount = 0
  private var status = 0
  private var fields: [String: String] = [:]
  private var lastName: String?
  /// Whether a status line has come, and no blank line after it.
  private var isOpen = false
  private(set) var isComplete = false

  mutating func read(_ line: UnsafeRawBufferPointer) -> Reading {
    byteCount += line.count
    guard byteCount <= Self.limit else { return .tooLong }
    // What comes after the head is a trailer, for which the client has no use.
    guard !isComplete else { return .incomplete }
    // Old versions of libcurl pass on what later ones refuse.
    guard !line.contains(0) else { return .unreadable }
    let text = Self.trimmed(line[...])
    if text.isEmpty { return end() }
    if text.starts(with: "HTTP/".utf8) { return begin(text) }
    return add(text) ? .incomplete : .unreadable
  }

  private mutating func begin(_ line: Slice<UnsafeRawBufferPointer>) -> Reading {
    let parts = line.split(
      separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
    guard !isOpen, parts.count > 1, Self.versions.contains(Self.text(parts[0])),
      parts[1].count == 3, let number = UInt16(Self.text(parts[1]))
    else { return .unreadable }
    isOpen = true
    fields = [:]
    lastName = nil
    status = Int(number)
    return .incomplete
  }

  private static let versions = ["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3"]

  /// Adds a field; returns false when the line is none.
  private mutating func add(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard isOpen else { return false }
    if let first = line.first, Self.isBlank(first) {
      // The value of the field before goes on.
      guard let lastName else { return false }
      fields[lastName]?.append(" " + Self.text(line.drop(while: Self.isBlank)))
      return true
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
    let name = Self.text(Self.trimmed(line[..<colon])).lowercased()
    lastName = name
    let value = Self.text(line[(colon + 1)...].drop(while: Self.isBlank))
    // Two lengths become one that cannot be read, and that is what they mean.
    fields[name] = fields[name].map { "\($0), \(value)" } ?? value
    return true
  }

  private mutating func end() -> Reading {
    guard isOpen else { return .unreadable }
    isOpen = false
    guard status >= 200 else { return status >= 100 ? .incomplete : .unreadable }
    isComplete = true
    return .complete(HTTPHead(status: status, headers: ResponseHeaders(lowercased: fields)))
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    [UInt8(ascii: " "), UInt8(ascii: "\t")].contains(byte)
  }

  private static func trimmed(
    _ line: Slice<UnsafeRawBufferPointer>
  ) -> Slice<UnsafeRawBufferPointer> {
    var line = line
    while let last = line.last, isBlank(last) || last == 0x0A || last == 0x0D { line.removeLast() }
    return line
  }

  /// The text in UTF-8, or in Latin-1 where it is not that.
  private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
#endif
