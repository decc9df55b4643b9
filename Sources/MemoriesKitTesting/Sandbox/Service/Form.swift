import Foundation
import MemoriesKit

/// The fields of a multipart form, with checks that several operations share.
struct Form {
  private let request: Sandbox.Request

  /// Reads the form of a request.
  init(_ request: Sandbox.Request) throws {
    let contentType = request.headers["Content-Type"]
    guard contentType?.lowercased().hasPrefix("multipart/form-data") == true else {
      throw Problem.wrongContentType(contentType)
    }
    self.request = request
  }

  /// The only file; the service calls its part `file`.
  func file() throws -> Sandbox.Part {
    guard let part = request.parts.first, part.name == "file" else {
      throw Problem.invalid("Required part 'file' is not present.")
    }
    guard request.parts.count == 1 else { throw Problem.invalid("More than one file") }
    return part
  }

  /// A field that may occur once. The limit counts UTF-16 units, like Java, in which the service
  /// seems to be written.
  func text(_ name: String, limit: Int? = nil) throws -> String? {
    let values = request.fields.filter { $0.name == name }.map(\.value)
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
    let values = request.fields.filter {
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

  /// The scope of an upload.
  func target() throws -> Scope {
    let scope = try Scope(uniqueID: text("unique_id"), folderID: text("folder_id"))
    guard scope != .legacy else { throw Problem.invalid("The folder is read-only") }
    return scope ?? .standard
  }
}

extension Sandbox.Part {
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
  /// The body as JSON.
  func json() throws -> JSONValue {
    let contentType = headers["Content-Type"]
    guard contentType?.lowercased().hasPrefix("application/json") == true else {
      throw Problem.wrongContentType(contentType)
    }
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
