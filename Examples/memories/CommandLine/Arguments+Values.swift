import Foundation
import MemoriesKit
import Terminal

/// The options that several commands share.
extension Option {
  static let uniqueID = Option(
    name: "unique-id", placeholder: "ID", summary: "The named part of the library.",
    properties: ["uniqueID", "scope"])
  static let folder = Option(
    name: "folder", placeholder: "N",
    summary: "The numbered folder instead; -1 is the default one.")
  static let page = Option(
    name: "page", placeholder: "N", summary: "Which page; the first unless given.")
  static let size = Option(
    name: "size", placeholder: "N", summary: "How many entries a page has.",
    properties: ["pageSize"])
  static let limit = Option(
    name: "limit", placeholder: "N", summary: "How many to find at most.")
  static let withTag = Option(
    name: "with-tag", placeholder: "TAG", summary: "Only what has this tag.", properties: ["tag"])
  static let withCamera = Option(
    name: "with-camera", placeholder: "NAME", summary: "Only what was taken with this camera.",
    properties: ["cameraModel"])
  static let callback = Option(
    name: "callback", placeholder: "URL", summary: "Where the service tells that it is done.")
  static let replaces = Option(
    name: "replace", summary: "Replaces a file that exists.")
  static let yes = Option(
    name: "yes", summary: "Says that you mean it; nothing brings it back.")
  static let wait = Option(
    name: "wait", summary: "Waits until the service has processed the upload.")
  static let timeout = Option(
    name: "timeout", placeholder: "SECONDS", summary: "How long to wait; 1800 unless given.")
}

extension Arguments {
  /// The part of the library that `--unique-id` or `--folder` names.
  func scope() throws -> LibraryScope? {
    try requireAtMostOne(.uniqueID, .folder)
    if let folder = try value(.folder, as: "a whole number", Int64.init) { return .folder(folder) }
    return value(.uniqueID).map(LibraryScope.uniqueID)
  }

  /// The wait options, with the time-out of `--timeout`.
  func waiting() throws -> WaitOptions {
    var options = WaitOptions()
    let seconds = try value(.timeout, as: "a number of seconds, at most a year") { text in
      // The bounds exclude infinity and what a `Duration` cannot hold.
      Double(text).flatMap { (0...31_536_000).contains($0) ? $0 : nil }
    }
    if let seconds { options.timeout = .seconds(seconds) }
    return options
  }

  /// The value of an option that is a whole number.
  func number(_ option: Option) throws -> Int? {
    try value(option, as: "a whole number") { Int($0) }
  }

  /// The value of an option that is one of the words of a type.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ option: Option, of _: Choice.Type = Choice.self
  ) throws -> Choice? {
    let choices = Choice.allCases.map { ($0.rawValue.lowercased(), $0) }
    let words = choices.map(\.0).joined(separator: ", ")
    return try value(option, as: "one of \(words)") { text in
      choices.first { $0.0 == text.lowercased() }?.1
    }
  }

  /// The value of an option that is a place.
  func place(_ option: Option) throws -> VisualSearch.GeoPoint? {
    try value(option, as: "LAT,LON") { text in
      let degrees = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
      guard degrees.count == 2, let latitude = degrees[0], let longitude = degrees[1] else {
        return nil
      }
      return VisualSearch.GeoPoint(latitude: latitude, longitude: longitude)
    }
  }

  /// The value of an option that is a URL.
  func webURL(_ option: Option) throws -> URL? {
    try value(option, as: "an http or https URL", URL.init(web:))
  }

  /// An operand that is a URL.
  func webURL(operand text: String) throws -> URL {
    guard let url = URL(web: text) else { throw error("“\(text)” is no http or https URL") }
    return url
  }

  /// An operand that is a whole number.
  func number(operand text: String) throws -> Int64 {
    guard let number = Int64(text) else { throw error("“\(text)” is no whole number") }
    return number
  }

  /// Throws unless `--yes` was given.
  func requireYes(to action: String) throws {
    guard has(.yes) else { throw error("\(action) cannot be undone; give --yes if you mean it") }
  }
}

extension URL {
  /// An http or https URL with a host.
  init?(web text: String) {
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()),
      !(url.host ?? "").isEmpty
    else { return nil }
    self = url
  }
}
