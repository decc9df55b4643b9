import Foundation

/// What it costs to wait, and who else has to.
struct Waiting {
  let workshop: Workshop

  func tables() throws -> [Table] {
    let byteCount = workshop.options.byteCount / 4
    return [
      try costs(), try delays(),
      try disturbances(.paced(byteCount, bytesPerSecond: 200_000_000), "from a server of 200 MB/s"),
      try disturbances(.sized(byteCount), "as fast as the server can"),
    ]
  }

  /// Time on processors while nothing happens.
  private func costs() throws -> Table {
    let seconds = workshop.options.thinking
    let base = try workshop.server.base(.thinking(Int(seconds * 1000)))
    let rate: Int64 = 10_000_000
    let slow = try workshop.server.base(
      .paced(Int64(seconds * Double(rate)), bytesPerSecond: rate))
    let folder = try workshop.emptyFolder()
    let trials = try workshop.withFile("note.mp4", 1 << 20) { file in
      try workshop.compare(
        [
          .memoriesKit(", after an upload", UploadWithMemoriesKit(base: base, file: file)),
          .sameShape("URLSession, after an upload") {
            UploadFromStream(base: base, file: file)
          },
          .memoriesKit(", get_metadata", Idle(base: base)),
          Contender(
            "URLSession, get_metadata", CallsWithSession(base: base, count: 1, inFlight: 1)),
          .memoriesKit(
            ", receiving 10 MB/s", DownloadWithMemoriesKit(base: slow, folder: folder)),
          .sameShape("URLSession, receiving 10 MB/s") {
            DownloadInline(base: slow, folder: folder)
          },
          workshop.idle(),
        ], prepare: { _ = try workshop.emptyFolder() })
    }
    _ = try workshop.emptyFolder()
    var table = try Table("Waiting \(seconds) seconds", trials, [.cpu])
    table.addShare(of: seconds)
    return table
  }

  /// How much later than it was sent an answer is there.
  private func delays() throws -> Table {
    let milliseconds = Int(workshop.options.thinking * 1000 / 8)
    let base = try workshop.server.base(.thinking(milliseconds))
    let trials = try workshop.compare([
      .memoriesKit(CallsWithMemoriesKit(base: base, count: 20, inFlight: 1)),
      Contender("URLSession", CallsWithSession(base: base, count: 20, inFlight: 1)),
    ])
    return try Table(
      "Delay of 20 answers that each take \(milliseconds) ms", trials,
      [
        .latency("median ms") { $0.median - Double(milliseconds) },
        .latency("longest ms") { $0.longest - Double(milliseconds) },
      ])
  }

  /// How long small calls take beside a download that the disk holds back.
  private func disturbances(_ behaviour: Behaviour, _ pace: String) throws -> Table {
    let base = try workshop.server.base(behaviour)
    let folder = try workshop.emptyFolder()
    let rate = Memory.slowRate
    let trials = try workshop.compare(
      [
        .memoriesKit(
          CallsDuringDownload(
            download: DownloadWithMemoriesKit(base: base, folder: folder, bytesPerSecond: rate))),
        .sameShape("URLSession, inline queue") {
          CallsDuringInlineDownload(
            download: DownloadInline(base: base, folder: folder, bytesPerSecond: rate))
        },
        Contender(
          "URLSession, ordinary queue",
          CallsDuringSessionDownload(
            download: DownloadByDelegate(base: base, folder: folder, bytesPerSecond: rate))),
      ], prepare: { _ = try workshop.emptyFolder() })
    _ = try workshop.emptyFolder()
    return try Table(
      "Small calls beside a download to a disk of \(rate / 1_000_000) MB/s, \(pace)",
      trials,
      [
        .latency("calls", digits: 0) { Double($0.count) }, .latency("median ms", \.median),
        .latency("longest ms", \.longest), .peak,
      ])
  }
}

extension Table {
  /// Adds what part of a core was busy: processor time over that of the idle program.
  fileprivate mutating func addShare(of seconds: Double) {
    let idle = rows.first { $0.name == Contender.idleName }
    guard let base = idle?.figures[Quantity.cpu.column.name]?.median else { return }
    let column = Column("% of a core", digits: 1)
    columns.append(column)
    for index in rows.indices where rows[index].name != Contender.idleName {
      guard let figure = rows[index].figures[Quantity.cpu.column.name] else { continue }
      rows[index].figures[column.name] = Figure(
        figure.samples.map { ($0 - base) / seconds * 100 })
    }
  }
}
