import Foundation

/// How much memory transfers take at most.
struct Memory {
  let workshop: Workshop

  /// What the slow disk takes in a second.
  static let slowRate: Int64 = 50_000_000

  func tables() throws -> [Table] {
    let bytes = workshop.options.byteCount
    // Two sizes of file, so that 64 at once fit onto a disk.
    let trials = try workshop.withFile("movie.mp4", bytes / 4) { movie in
      try workshop.withFile("part.mp4", bytes / 16) { part in
        try workshop.withFile("note.mp4", 4096) { note in
          try workshop.compare(
            contenders(movie: movie, part: part, note: note),
            prepare: { _ = try workshop.emptyFolder() })
        }
      }
    }
    _ = try workshop.emptyFolder()
    var table = try Table("Memory", trials, [.peak, .wall])
    table.subtractIdle()
    return [table]
  }

  private func contenders(movie: URL, part: URL, note: URL) throws -> [Contender] {
    let (bytes, calls) = (workshop.options.byteCount, workshop.options.calls)
    let plain = try workshop.server.base(.plain)
    let slow = try workshop.server.base(.sized(bytes / 2))
    let folder = try workshop.emptyFolder()
    let slowTitle = "download of \(size(bytes / 2)) to a disk of \(Self.slowRate / 1_000_000) MB/s"
    return [
      try Contender(
        "1 upload of \(size(bytes / 4))", UploadWithMemoriesKit(base: plain, file: movie)),
      try uploads(16, part),
      try uploads(64, part),
      try Contender(
        "\(calls) queued uploads of 4 KiB",
        QueuedUploads(base: plain, file: note, count: calls)),
      try downloads(1, bytes / 4, folder),
      try downloads(16, bytes / 16, folder),
      try downloads(64, bytes / 16, folder),
      try Contender(
        slowTitle,
        DownloadWithMemoriesKit(base: slow, folder: folder, bytesPerSecond: Self.slowRate)),
      try Contender(
        "the same with URLSession, delegate, ordinary queue",
        DownloadByDelegate(base: slow, folder: folder, bytesPerSecond: Self.slowRate)),
      try workshop.idle(),
    ]
  }

  private func uploads(_ count: Int, _ file: URL) throws -> Contender {
    try Contender(
      "\(count) uploads of \(size(workshop.options.byteCount / 16))",
      UploadWithMemoriesKit(base: workshop.server.base(.plain), file: file, count: count))
  }

  private func downloads(_ count: Int, _ byteCount: Int64, _ folder: URL) throws -> Contender {
    try Contender(
      "\(count) download\(count == 1 ? "" : "s") of \(size(byteCount))",
      DownloadWithMemoriesKit(
        base: workshop.server.base(.chunked(byteCount)), folder: folder, count: count))
  }
}
