import Foundation

/// How fast a file comes in and onto the disk.
struct Downloads {
  let workshop: Workshop

  func tables() throws -> [Table] {
    let count = workshop.options.byteCount
    return [
      try table("Download, \(size(count)), length known", .sized(count)),
      try table("Download, \(size(count)), in chunks", .chunked(count)),
    ]
  }

  private func table(_ title: String, _ behaviour: Behaviour) throws -> Table {
    let base = try workshop.server.base(behaviour)
    let folder = try workshop.emptyFolder()
    let target = folder.appendingPathComponent("0.mp4").path
    let contenders = [
      workshop.curl("curl -o", ["-o", target, "\(base)/download"]),
      try .memoriesKit(DownloadWithMemoriesKit(base: base, folder: folder)),
      try .sameShape { DownloadInline(base: base, folder: folder) },
      try Contender("URLSession, download(for:)", DownloadToFile(base: base, folder: folder)),
      try Contender(
        "URLSession, delegate, ordinary queue", DownloadByDelegate(base: base, folder: folder)),
      python("requests, iter_content(1 MiB)", 1 << 20, base, target),
      python("requests, iter_content(8192)", 8192, base, target),
    ].compactMap { $0 }
    let trials = try workshop.compare(
      contenders + [workshop.idle()], prepare: { _ = try workshop.emptyFolder() },
      check: { try checkFile(of: $0, in: folder) })
    var table = try Table(title, trials, [.transfer, .cpu, .peak])
    table.compare("seconds", with: "curl -o", as: "time, curl = 1")
    table.compare("CPU seconds", with: "curl -o", as: "CPU, curl = 1")
    table.subtractIdle()
    return table
  }

  /// A figure for a file that is not there would be worse than none.
  private func checkFile(of contender: Contender, in folder: URL) throws {
    guard contender.name != Contender.idleName else { return }
    let file = folder.appendingPathComponent("0.mp4").path
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int64
    guard size == workshop.options.byteCount else {
      throw Failure("\(contender.name) has not written the file")
    }
  }

  private func python(_ name: String, _ piece: Int, _ base: URL, _ target: String) -> Contender? {
    workshop.python(name, Self.script, ["\(base)/download", target, "\(piece)"])
  }

  private static let script = """
    import requests, sys
    url, path, piece = sys.argv[1:]
    with requests.get(url, stream=True) as answer, open(path, "wb") as file:
      answer.raise_for_status()
      for chunk in answer.iter_content(int(piece)): file.write(chunk)
    """
}
