extension JSONValue {
  /// The value as compact JSON text for display: invisible characters are escaped.
  ///
  /// - Parameter limit: The largest number of characters; nil means all, a negative number none. A
  ///   longer text is cut and ends with an ellipsis, so it is not JSON any more.
  public func text(limit: Int? = nil) -> String {
    var writer = JSONWriter(limit: limit ?? .max)
    writer.write(self)
    return writer.finished()
  }
}

/// Writes JSON and stops at the limit, so that an excerpt of a huge answer costs little.
struct JSONWriter {
  private let limit: Int
  private var text = ""
  private var length = 0

  init(limit: Int) {
    self.limit = max(0, limit)
  }

  private var isFull: Bool { length > limit }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .bool(let bool): append(bool ? "true" : "false")
    case .number(let number): append(number.text)
    case .string(let string): write(string)
    case .array(let elements):
      append("[")
      for (index, element) in elements.enumerated() {
        if isFull { return }
        if index > 0 { append(",") }
        write(element)
      }
      append("]")
    case .object(let object):
      append("{")
      for (index, member) in object.members.enumerated() {
        if isFull { return }
        if index > 0 { append(",") }
        write(member.name)
        append(":")
        write(member.value)
      }
      append("}")
    }
  }

  mutating func write(_ string: String) {
    append("\"")
    for scalar in string.unicodeScalars {
      if isFull { return }
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      case _ where Self.isVisible(scalar): append(scalar)
      default: Self.escape(scalar).forEach { append($0) }
      }
    }
    append("\"")
  }

  /// The text, cut to the limit.
  func finished() -> String {
    guard isFull else { return text }
    return String(text.unicodeScalars.prefix(max(0, limit - 1))) + (limit > 0 ? "…" : "")
  }

  private mutating func append(_ piece: String) {
    for scalar in piece.unicodeScalars where !isFull { append(scalar) }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    text.unicodeScalars.append(scalar)
    length += 1
  }

  /// Whether a character may be shown. Characters that reorder or hide text would let an answer
  /// forge a log line.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> [String] {
    UTF16.encode(scalar)?.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    } ?? []
  }
}
