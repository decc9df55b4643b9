import Foundation

/// Parses a recorded multipart body. A truncated body gives the parts that begin before the cut.
struct MultipartText {
  struct Section {
    let part: RecordedPart
    /// The range of the content in the body.
    let content: Range<Data.Index>
  }

  let sections: [Section]

  var parts: [RecordedPart] { sections.map(\.part) }

  /// Returns nil if the content type has no boundary.
  init?(_ contentType: String?, _ body: RecordedBody) {
    guard let contentType, let boundary = Self.parameter("boundary", of: contentType) else {
      return nil
    }
    sections = Self.sections(of: body.bytes, between: Data("--\(boundary)".utf8))
  }

  private static func sections(of body: Data, between delimiter: Data) -> [Section] {
    let blankLine = Data("\r\n\r\n".utf8)
    var sections: [Section] = []
    guard var here = body.range(of: delimiter)?.upperBound else { return [] }
    // Two hyphens after a delimiter end the body.
    while !body[here...].starts(with: Data("--".utf8)),
      let headEnd = body.range(of: blankLine, in: here..<body.endIndex)
    {
      let next = body.range(
        of: Data("\r\n".utf8) + delimiter, in: headEnd.upperBound..<body.endIndex)
      let content = headEnd.upperBound..<(next?.lowerBound ?? body.endIndex)
      let head = String(decoding: body[here..<headEnd.lowerBound], as: UTF8.self)
      sections.append(
        Section(
          part: part(head, content: Data(body[content]), isComplete: next != nil),
          content: content))
      guard let next else { break }
      here = next.upperBound
    }
    return sections
  }

  private static func part(_ head: String, content: Data, isComplete: Bool) -> RecordedPart {
    var disposition = ""
    var contentType: String?
    for line in head.components(separatedBy: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      switch line[..<colon].lowercased() {
      case "content-disposition": disposition = value
      case "content-type": contentType = value
      default: break
      }
    }
    return RecordedPart(
      name: parameter("name", of: disposition) ?? "",
      filename: parameter("filename", of: disposition), contentType: contentType,
      content: content, isComplete: isComplete)
  }

  /// The value of a parameter of a header, quoted or not. Percent escapes, which browsers write in
  /// names, stay as they are.
  static func parameter(_ name: String, of header: String) -> String? {
    // Compares scalars: with characters, a combining accent would hide a quotation mark or a
    // semicolon before it.
    var rest = header.unicodeScalars.drop { $0 != ";" }.dropFirst()
    while !rest.isEmpty {
      rest = rest.drop { $0 == " " || $0 == "\t" || $0 == ";" }
      let key = rest.prefix { $0 != "=" && $0 != ";" }
      rest = rest[key.endIndex...]
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst()
      var value = String.UnicodeScalarView()
      if rest.first == "\"" {
        rest = rest.dropFirst()
        while let scalar = rest.popFirst(), scalar != "\"" {
          let isEscape = scalar == "\\" && (rest.first == "\"" || rest.first == "\\")
          value.append(isEscape ? rest.removeFirst() : scalar)
        }
      } else {
        value.append(contentsOf: rest.prefix { $0 != ";" })
        while value.last == " " || value.last == "\t" { value.removeLast() }
        value = String.UnicodeScalarView(value.drop { $0 == " " || $0 == "\t" })
        rest = rest.drop { $0 != ";" }
      }
      let spelled = String(key).trimmingCharacters(in: .whitespaces)
      if spelled.lowercased() == name { return String(value) }
    }
    return nil
  }
}
