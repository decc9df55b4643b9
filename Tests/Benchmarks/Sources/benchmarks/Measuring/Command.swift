import Foundation

/// Something to run as a process.
struct Command: Sendable {
  let executable: String
  let arguments: [String]
  /// Variables beside those that every process gets to see.
  var variables: [String: String] = [:]

  init(_ executable: String, _ arguments: [String]) {
    self.executable = executable
    self.arguments = arguments
  }

  /// A program of this executable.
  init<P: Program>(_ program: P) throws {
    guard let path = Bundle.main.executablePath else {
      throw Failure("this program does not know where it is")
    }
    let parameters = String(decoding: try JSONEncoder().encode(program), as: UTF8.self)
    self.init(path, ["--program", Programs.name(of: P.self), parameters])
  }

  /// Where a tool is, looked for as a shell does.
  static func path(of tool: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return path(of: tool, in: folders.map(String.init))
  }

  static func path(of tool: String, in folders: [String]) -> String? {
    folders.lazy.map { "\($0)/\(tool)" }.first { access($0, X_OK) == 0 }
  }

  /// What a process gets to see: nothing that leads it elsewhere, and our folder for its files.
  func environment(temporaryFolder: URL) -> [String: String] {
    ProcessInfo.processInfo.environment
      .filter { name, _ in
        !name.hasPrefix("MEMORIES_") && !name.lowercased().hasSuffix("_proxy")
      }
      .merging(["TMPDIR": temporaryFolder.path]) { _, ours in ours }
      .merging(variables) { _, ours in ours }
  }
}
