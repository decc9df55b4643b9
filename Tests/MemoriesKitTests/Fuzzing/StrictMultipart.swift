import Foundation
import TestSupport

/// A multipart form as RFC 2046 and RFC 7578 have it, read from bytes and not a bit otherwise: no
/// preamble, no epilogue, one header order, names between quotes.
///
/// It shares no code with the SDK and none with the sandbox.
struct StrictMultipart {
  struct Part: Equatable {
    var name: String
    var fileName: String?
    var contentType: String?
    var content: [UInt8]
  }

  let parts: [Part]

  init(_ body: [UInt8], contentType: String) throws {
    let prefix = "multipart/form-data; boundary="
    try require(contentType.hasPrefix(prefix), contentType)
    let boundary = contentType.dropFirst(prefix.count)
    try require(boundary.wholeMatch(of: /[0-9A-Za-z-]{1,70}/) != nil, contentType)

    var sections = Self.split([13, 10] + body, at: Array("\r\n--\(boundary)".utf8))
    try require(sections.removeFirst().isEmpty, "something before the first boundary")
    try require(sections.popLast() == Array("--\r\n".utf8)[...], "no closing boundary")
    parts = try sections.map(Self.part)
  }

  private static func part(_ section: ArraySlice<UInt8>) throws -> Part {
    try require(section.starts(with: [13, 10]), "a boundary with something behind it")
    var rest = section.dropFirst(2)
    var lines: [String] = []
    while true {
      guard let end = rest.indices.first(where: { rest[$0...].starts(with: [13, 10]) }) else {
        throw FuzzFailure(description: "a head without an end")
      }
      let line = rest[..<end]
      rest = rest[(end + 2)...]
      if line.isEmpty { break }
      guard let text = String(bytes: line, encoding: .utf8) else {
        throw FuzzFailure(description: "a head that is not UTF-8")
      }
      let isClean = text.unicodeScalars.allSatisfy { scalar in
        ![.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
      }
      try require(isClean, text.debugDescription)
      lines.append(text)
    }
    let disposition = /Content-Disposition: form-data; name="([^"\\]*)"(?:; filename="([^"\\]*)")?/
      .matchingSemantics(.unicodeScalar)
    guard let first = lines.first, let match = try disposition.wholeMatch(in: first) else {
      throw FuzzFailure(description: "no disposition: \(lines)")
    }
    let typePrefix = "Content-Type: "
    let types = lines.dropFirst()
    try require(types.count == (match.output.2 == nil ? 0 : 1), "\(lines)")
    try require(types.allSatisfy { $0.hasPrefix(typePrefix) }, "\(lines)")
    return Part(
      name: String(match.output.1), fileName: match.output.2.map(String.init),
      contentType: types.first.map { String($0.dropFirst(typePrefix.count)) }, content: Array(rest))
  }

  private static func split(_ bytes: [UInt8], at delimiter: [UInt8]) -> [ArraySlice<UInt8>] {
    var sections: [ArraySlice<UInt8>] = []
    var start = 0
    var place = 0
    while place + delimiter.count <= bytes.count {
      if bytes[place] == 13, bytes[place..<place + delimiter.count].elementsEqual(delimiter) {
        sections.append(bytes[start..<place])
        place += delimiter.count
        start = place
      } else {
        place += 1
      }
    }
    return sections + [bytes[start...]]
  }
}
