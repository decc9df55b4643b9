import Foundation
import XCTest

@testable import memories

/// `completions`, in the shells that they are for.
final class MemoriesCompletionTests: MemoriesTestCase {
  private enum Shell: String {
    case bash, zsh, fish
  }

  /// What a shell offers at the end of a line.
  private func completions(in shell: Shell, _ line: String...) throws -> Set<String> {
    let path = ["/bin/", "/usr/bin/"].map { $0 + shell.rawValue }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let path else { throw XCTSkip("\(shell) is not on this machine") }
    let syntaxes = Invocation.commands.map { $0.syntax }
    let words = (["memories"] + line).map { "'\($0)'" }.joined(separator: " ")
    let (kind, use): (CompletionScript.Shell, String) =
      switch shell {
      case .bash:
        (
          .bash,
          "COMP_WORDS=(\(words)); COMP_CWORD=\(line.count); _memories; echo \"${COMPREPLY[@]}\""
        )
      case .zsh:
        // What completes is there in an interactive shell only.
        (
          .zsh,
          """
          compadd() { shift; print -rC1 -- "$@" }
          _files() { print FILES }
          words=(\(words)); CURRENT=$#words; _memories
          """
        )
      case .fish:
        (.fish, "complete -C \"memories \(line.joined(separator: " "))\" | string split -f 1 \\t")
      }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    let script = CompletionScript(syntaxes).text(for: kind)
    process.arguments = ["-c", (shell == .zsh ? "compdef() { }\n" : "") + script + "\n" + use]
    process.currentDirectoryURL = folder.url
    process.environment = ["HOME": folder.url.path, "PATH": "/usr/bin:/bin"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Set(
      String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init))
  }

  func testBashCompletesFromTheTable() throws {
    XCTAssertEqual(
      try completions(in: .bash, "sear"),
      ["search", "search-image", "search-clips", "search-transcripts"])
    XCTAssertEqual(
      try completions(in: .bash, "folders", ""), ["list", "create", "rename", "delete", "move"])
    XCTAssertEqual(
      try completions(in: .bash, "folders", "delete", "7", "--"),
      ["--yes", "--json", "--progress", "--verbose", "--dry-run", "--help"])
    XCTAssertEqual(
      try completions(in: .bash, "search", "a", "--wi"), ["--with-tag", "--with-camera"])
    XCTAssertEqual(
      try completions(in: .bash, "help", "transcri"), ["transcript", "transcribe"])
  }

  func testFishCompletesFromTheTable() throws {
    XCTAssertEqual(
      try completions(in: .fish, "sear"),
      ["search", "search-image", "search-clips", "search-transcripts"])
    XCTAssertEqual(
      try completions(in: .fish, "folders", ""), ["list", "create", "rename", "delete", "move"])
    XCTAssertEqual(
      try completions(in: .fish, "folders", "list", "--"),
      ["--json", "--progress", "--verbose", "--dry-run", "--help"])
    XCTAssertEqual(
      try completions(in: .fish, "search", "a", "--wi"), ["--with-tag", "--with-camera"])
    XCTAssertEqual(
      try completions(in: .fish, "help", "transcri"), ["transcript", "transcribe"])
  }

  /// zsh itself keeps those that begin with the word.
  func testZshOffersFromTheTable() throws {
    XCTAssertTrue(
      try completions(in: .zsh, "sear").isSuperset(of: ["search", "folders", "help", "FILES"]))
    XCTAssertEqual(
      try completions(in: .zsh, "folders", ""),
      ["list", "create", "rename", "delete", "move", "FILES"])
    XCTAssertEqual(
      try completions(in: .zsh, "folders", "delete", "7", "--"),
      ["--yes", "--json", "--progress", "--verbose", "--dry-run", "--help"])
    XCTAssertTrue(try completions(in: .zsh, "help", "transcri").contains("transcribe"))
  }

  func testEachShellHasAScript() async throws {
    for (shell, line) in [
      ("bash", "complete -o default -F _memories memories"), ("zsh", "#compdef memories"),
      ("fish", "complete -c memories -n '__fish_seen_subcommand_from search; and not"),
    ] {
      let result = try await memories("completions", shell, environment: [:])
      XCTAssertEqual(result.status, 0)
      XCTAssertTrue(result.output.contains(line), result.output)
    }
    let wrong = try await memories("completions", "csh")
    XCTAssertEqual(wrong.status, 64)
  }
}
