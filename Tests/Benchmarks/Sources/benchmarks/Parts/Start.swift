import Foundation

/// How long the first thing takes that a new process does: the upload of a small movie.
struct Start {
  let workshop: Workshop

  func tables() throws -> [Table] {
    let base = try workshop.server.base(.plain)
    let trials = try workshop.withFile("small.mp4", 100_000) { file in
      let contenders = [
        workshop.curl(
          "curl -F", ["-o", "/dev/null", "-F", "file=@\(file.path)", "\(base)/upload"]),
        try .memoriesKit(UploadWithMemoriesKit(base: base, file: file)),
        try .sameShape { UploadFromStream(base: base, file: file) },
        workshop.python("requests, files=", Uploads.files, ["\(base)/upload", file.path]),
      ].compactMap { $0 }
      return try workshop.compare(contenders, rounds: 3 * workshop.options.rounds)
    }
    let milliseconds = Quantity("ms", digits: 1) { run, _ in run.wall * 1000 }
    let cpu = Quantity("CPU ms", digits: 1) { run, _ in run.cpu * 1000 }
    var table = try Table(
      "A process that uploads 100 kB, from start to end", trials, [milliseconds, cpu, .peak],
      note: "Three times as many rounds.")
    table.compare("ms", with: "curl -F", as: "time, curl = 1")
    return [table]
  }
}
