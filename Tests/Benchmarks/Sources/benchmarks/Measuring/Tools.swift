import Foundation

/// The programs of others that this machine has.
struct Tools: Sendable {
  /// Where curl is.
  let curl: String?
  /// Where nginx is, which is often no place of a user's.
  let nginx: String?
  let openssl: String?
  /// Where Python itself is, past the scripts that stand in for it on some machines.
  let python: String?
  /// The versions of Python's modules, by name.
  let modules: [String: String]

  init(temporaryFolder: URL, wantsPython: Bool) {
    curl = Command.path(of: "curl")
    nginx = Command.path(of: "nginx") ?? Command.path(of: "nginx", in: ["/usr/sbin"])
    openssl = Command.path(of: "openssl")
    let script = """
      import json, sys
      modules = {}
      for name in ("requests", "requests_toolbelt"):
        try: modules[name] = __import__(name).__version__
        except ImportError: pass
      print(json.dumps({"python": sys.executable, "modules": modules}))
      """
    let found: Python? =
      wantsPython
      ? Command.path(of: "python3").flatMap { path in
        Self.output(of: Command(path, ["-c", script]), temporaryFolder)
          .flatMap { try? JSONDecoder().decode(Python.self, from: $0) }
      } : nil
    python = found?.python
    modules = found?.modules ?? [:]
  }

  private struct Python: Decodable {
    let python: String
    let modules: [String: String]
  }

  /// What a command writes, or nil if it cannot be run.
  static func output(of command: Command, _ temporaryFolder: URL) -> Data? {
    try? ChildProcess(command, temporaryFolder: temporaryFolder).finish().output
  }
}
