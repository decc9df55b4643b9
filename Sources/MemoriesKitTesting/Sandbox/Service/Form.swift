import Foundation
import MemoriesKit

/// The fields of a form, with checks that several operations share.
struct Form {
  private let fields: [Sandbox.Field]
  private let parts: [Sandbox.Part]

  /// Reads the multipart form of a request.
  init(_ request: Sandbox.Request) throws {
    try request.requireContentType("multipart/form-data")
    fields = request.fields
    parts = request.parts
  }

  /// Reads the urlencoded form of a request.
  init(urlencoded request: Sandbox.Request) throws {
    try request.requireContentType("application/x-www-form-urlencoded")
    guard let fields = try? RequestHead.parseQuery(Substring(decoding: request.body, as: UTF8.self))
    else { throw Problem.invalid("The form is not readable") }
    self.fields = fields
    parts = []
  }

  /// The only file; the service calls its part `file`.
  func file() throws -> Sandbox.Part {
    guard let part = parts.first, part.name == "file" else {
      throw Problem.invalid("Required part 'file' is not present.")
    }
    guard parts.count == 1 else { throw Problem.invalid("More than one file") }
    return part
  }

  /// All files, whose parts have this name.
  func files(_ name: String) throws -> [Sandbox.Part] {
    guard !parts.isEmpty, parts.allSatisfy({ $0.name == name }) else {
      throw Problem.invalid("Required part '\(name)' is not present.")
    }
    return parts
  }

  /// A field that may occur once. The limit counts UTF-16 units, like Java, in which the service
  /// seems to be written.
  func text(_ name: String, limit: Int? = nil) throws -> String? {
    let values = fields.filter { $0.name == name }.map(\.value)
    guard values.count <= 1 else { throw Problem.invalid("\(name) occurs more than once") }
    if let limit, let value = values.first, value.utf16.count > limit {
      throw Problem.invalid("\(name) must not exceed \(limit) characters")
    }
    return values.first
  }

  /// A required field that must not be empty.
  func requiredText(_ name: String) throws -> String {
    guard let value = try text(name), !value.isEmpty else {
      throw Problem.invalid("\(name) cannot be null or empty")
    }
    return value
  }

  /// A decimal number.
  func number(_ name: String) throws -> Double? {
    guard let text = try text(name) else { return nil }
    guard let number = Double(text), number.isFinite else {
      throw Problem.invalid("\(name) is not a number")
    }
    return number
  }

  /// A Boolean. The documented examples write it in lower case and, by mistake, capitalised.
  func flag(_ name: String) throws -> Bool? {
    switch try text(name)?.lowercased() {
    case nil: return nil
    case "true": return true
    case "false": return false
    default: throw Problem.invalid("\(name) is not a boolean")
    }
  }

  /// The values of a list, from a repeated field or from fields with an index in brackets.
  func list(_ name: String, limit: Int) throws -> [String] {
    let values = fields.filter {
      $0.name == name || ($0.name.hasPrefix(name + "[") && $0.name.hasSuffix("]"))
    }
    guard values.count <= limit else {
      throw Problem.invalid("\(name) must not have more than \(limit) items")
    }
    return values.map(\.value)
  }

  /// The scope of a single video.
  func scope() throws -> Scope? {
    try Scope(uniqueID: text("unique_id"))
  }

  /// The number of a folder.
  func folderID() throws -> Int64 {
    guard let number = Int64(try requiredText("folder_id")) else {
      throw Problem.invalid("folder_id is not a number")
    }
    return number
  }

  /// The scope of an upload; nil without one.
  func target() throws -> Scope? {
    try Scope(uniqueID: text("unique_id"), folderID: text("folder_id"))
  }
}

extension Sandbox.Part {
  /// The file of an upload that nobody has sent.
  init(_ content: Data, named fileName: String, contentType: String? = nil) {
    self.init(
      name: "file", fileName: fileName, contentType: contentType, headers: [:],
      byteCount: Int64(content.count), checksum: Sandbox.checksum(content),
      content: StoredContent(.memory(content), byteCount: Int64(content.count)))
  }

  /// Checks the documented limits for an image.
  func requireImage(limit: Int64) throws {
    try require(
      extensions: ["jpg", "jpeg", "png", "gif", "bmp", "webp"], contentType: "image/", limit: limit)
  }

  /// Checks the documented limits for the file of a form.
  func require(extensions: Set<String>, contentType prefix: String, limit: Int64) throws {
    guard extensions.contains(fileExtension) else {
      throw Problem.invalid("Unsupported file extension: \(fileExtension)")
    }
    guard contentType?.lowercased().hasPrefix(prefix) == true else {
      throw Problem.invalid("The file's Content-Type must start with \(prefix)")
    }
    guard byteCount <= limit else { throw Problem.invalid("The file is too large") }
  }

  var fileExtension: String { (fileName as NSString).pathExtension.lowercased() }
}

extension Sandbox.Request {
  fileprivate func requireContentType(_ expected: String) throws {
    let contentType = headers["Content-Type"]
    guard contentType?.lowercased().hasPrefix(expected) == true else {
      throw Problem.wrongContentType(contentType)
    }
  }

  /// The number in the query, at least 1; the default if it is missing.
  func number(_ name: String, default number: Int64, atMost maximum: Int64 = .max) throws -> Int64 {
    guard let text = query.value(of: name) else { return number }
    guard let value = Int64(text), (1...maximum).contains(value) else {
      throw Problem.invalid("\(name) must be from 1 to \(maximum)")
    }
    return value
  }

  /// The text in the query, which must not be empty.
  func requiredText(_ name: String) throws -> String {
    guard let text = query.value(of: name), !text.isEmpty else {
      throw Problem.invalid("\(name) cannot be null or empty")
    }
    return text
  }

  /// The body as JSON.
  func json() throws -> JSONValue {
    try requireContentType("application/json")
    guard let json = try? JSONValue(parsing: body) else {
      throw Problem.unreadableJSON
    }
    return json
  }

  /// The scope of a single video, from the query.
  func queryScope() throws -> Scope? {
    try Scope(uniqueID: query.value(of: "unique_id"))
  }

  /// A segment of the path, counted from the end.
  func segment(fromEnd index: Int) -> String {
    path.split(separator: "/").dropLast(index).last.map(String.init) ?? ""
  }
}
