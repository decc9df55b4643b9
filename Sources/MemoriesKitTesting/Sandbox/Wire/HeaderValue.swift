import Foundation

/// The value of a header with its parameters, such as `form-data; name="file"; filename="a.mp4"`.
struct HeaderValue {
  let value: String
  let parameters: [String: String]

  init(_ text: String) throws {
    // Compares scalars: with characters, a combining accent would hide a quotation mark or a
    // semicolon before it.
    var rest = text.unicodeScalars[...]
    value = String(rest.prefix { $0 != ";" }).trimmingCharacters(in: .whitespaces)
    rest = rest.drop { $0 != ";" }
    var parameters: [String: String] = [:]
    while rest.first == ";" {
      rest = rest.dropFirst().drop { $0 == " " }
      let spelled = rest.prefix { $0 != "=" && $0 != ";" }
      let name = String(spelled).lowercased()
      rest = rest[spelled.endIndex...]
      guard !name.isEmpty, rest.first == "=" else { throw Refusal("not a parameter in: \(text)") }
      rest = rest.dropFirst()
      guard parameters[name] == nil else { throw Refusal("\(name) twice in: \(text)") }
      parameters[name] = try rest.first == "\"" ? Self.quoted(&rest) : Self.token(&rest)
      rest = rest.drop { $0 == " " }
    }
    guard rest.isEmpty else { throw Refusal("not a list of parameters: \(text)") }
    self.parameters = parameters
  }

  private static func token(_ rest: inout Substring.UnicodeScalarView) -> String {
    let token = rest.prefix { $0 != ";" && $0 != " " }
    rest = rest.dropFirst(token.count)
    return String(token)
  }

  /// Reads a quoted string. A quotation mark in it may be escaped with a backslash or
  /// percent-encoded, as browsers do in forms. The same holds for line ends.
  private static func quoted(
    _ rest: inout Substring.UnicodeScalarView
  ) throws -> String {
    var scalars = String.UnicodeScalarView()
    rest = rest.dropFirst()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"":
        return
          String(scalars)
          .replacingOccurrences(of: "%22", with: "\"")
          .replacingOccurrences(of: "%0D", with: "\r")
          .replacingOccurrences(of: "%0A", with: "\n")
      case "\\":
        // A backslash before another character is part of the name: browsers never double it.
        guard let next = rest.first, next == "\"" || next == "\\" else { fallthrough }
        scalars.append(next)
        rest = rest.dropFirst()
      default:
        scalars.append(scalar)
      }
    }
    throw Refusal("a quoted string without its end")
  }
}
