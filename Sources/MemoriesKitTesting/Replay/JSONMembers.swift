import Foundation

/// Replaces the values of members in JSON text, and leaves every other byte as it is.
enum JSONMembers {
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  static func scrubbed(_ data: Data, _ isSecret: (String) -> Bool) -> Data {
    let bytes = [UInt8](data)
    var result = Data()
    var kept = 0
    var here = 0
    while here < bytes.count {
      guard bytes[here] == quote else {
        here += 1
        continue
      }
      let text = here..<endOfString(in: bytes, from: here)
      here = text.upperBound
      let colon = afterBlanks(in: bytes, from: here)
      guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":"), isSecret(string(bytes[text]))
      else { continue }
      let value = afterBlanks(in: bytes, from: colon + 1)
      here = endOfValue(in: bytes, from: value)
      result.append(contentsOf: bytes[kept..<value])
      result.append(contentsOf: "\"\(Scrubber.replacement)\"".utf8)
      kept = here
    }
    return kept == 0 ? data : result + bytes[kept...]
  }

  private static func string(_ literal: ArraySlice<UInt8>) -> String {
    (try? JSONDecoder().decode(String.self, from: Data(literal)))
      ?? String(decoding: literal.dropFirst().dropLast(), as: UTF8.self)
  }

  private static func afterBlanks(in bytes: [UInt8], from start: Int) -> Int {
    start + bytes[start...].prefix { $0 <= UInt8(ascii: " ") }.count
  }

  private static func endOfString(in bytes: [UInt8], from start: Int) -> Int {
    var here = start + 1
    while here < bytes.count, bytes[here] != quote {
      here += bytes[here] == backslash ? 2 : 1
    }
    return min(here + 1, bytes.count)
  }

  private static func endOfValue(in bytes: [UInt8], from start: Int) -> Int {
    var depth = 0
    var here = start
    while here < bytes.count {
      switch bytes[here] {
      case quote:
        here = endOfString(in: bytes, from: here)
        if depth == 0 { return here }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return here }
        depth -= 1
        if depth == 0 { return here + 1 }
      case UInt8(ascii: ","), 0...UInt8(ascii: " "):
        if depth == 0 { return here }
      default:
        break
      }
      here += 1
    }
    return here
  }
}
