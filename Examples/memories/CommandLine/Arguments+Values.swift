import Foundation
import MemoriesKit

/// The options that several commands share.
extension Option {
  static let uniqueID = Option(
    name: "unique-id", placeholder: "ID", summary: "The named part of the library.")
  static let folder = Option(
    name: "folder", placeholder: "N",
    summary: "The numbered folder instead; -1 is the default one.")
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
}
