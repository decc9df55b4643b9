import Foundation
import Terminal

/// The errors before the tour begins.
extension ExitError {
  static let usageLine = "MEMORIES_API_KEY=... swift run quickstart VIDEO PICTURE [PROMPT]"

  /// The command line is wrong.
  static let usage = ExitError(
    text: """
      With a key, quickstart needs a video to upload and a picture to search for:
        \(usageLine)
      Without a key and without files it runs on a sandbox:
        swift run quickstart
      """,
    status: 64)

  /// A file cannot be read.
  static func missing(_ url: URL) -> ExitError {
    ExitError(text: "cannot read \(Terminal.printable(url.path))", status: 66)
  }
}
