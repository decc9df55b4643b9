import Foundation

/// The same over TLS, with nginx in front of the server.
///
/// `URLSession` on Linux trusts the system's authorities only, so it cannot take part.
struct OverTLS {
  let workshop: Workshop

  func tables() throws -> [Table] {
    let (count, calls) = (workshop.options.byteCount, workshop.options.calls)
    return [
      try table("Upload, \(size(count)), over TLS", .plain) { front in
        try workshop.withFile("movie.mp4", count) { file in try upload(file, front) }
      },
      try table("Download, \(size(count)), length known, over TLS", .sized(count)) { front in
        try download(front)
      },
      try table("\(calls) calls of get_metadata, one by one, over TLS", .plain) { front in
        try self.calls(calls, front)
      },
    ]
  }

  private func table(
    _ title: String, _ behaviour: Behaviour, _ measure: (TLSFront) throws -> [Trial]
  ) throws -> Table {
    guard let front = try TLSFront(to: behaviour, in: workshop) else {
      return try Table(
        title, [Trial(contender: Contender("MemoriesKit", without: "nginx or openssl absent"))],
        [.transfer])
    }
    defer { front.stop() }
    var table = try Table(
      title, try measure(front), [.transfer, .cpu, .peak],
      note: "URLSession on Linux cannot be told to trust the certificate.")
    table.compare("seconds", with: "curl", as: "time, curl = 1")
    table.compare("CPU seconds", with: "curl", as: "CPU, curl = 1")
    return table
  }

  private func upload(_ file: URL, _ front: TLSFront) throws -> [Trial] {
    try workshop.compare([
      curl(front, ["--http1.1", "-F", "file=@\(file.path)", "\(front.base)/upload"]),
      .memoriesKit(
        UploadWithMemoriesKit(base: front.base, file: file), trusting: front.certificate),
    ])
  }

  private func download(_ front: TLSFront) throws -> [Trial] {
    let folder = try workshop.emptyFolder()
    let target = folder.appendingPathComponent("0.mp4").path
    return try workshop.compare(
      [
        curl(front, to: target, ["--http1.1", "\(front.base)/download"]),
        .memoriesKit(
          DownloadWithMemoriesKit(base: front.base, folder: folder), trusting: front.certificate),
      ], prepare: { _ = try workshop.emptyFolder() })
  }

  private func calls(_ count: Int, _ front: TLSFront) throws -> [Trial] {
    try workshop.compare([
      curl(front, ["\(front.base)/get_metadata?video_no=VI[1-\(count)]"]),
      .memoriesKit(
        CallsWithMemoriesKit(base: front.base, count: count, inFlight: 1),
        trusting: front.certificate),
    ])
  }

  private func curl(
    _ front: TLSFront, to target: String = "/dev/null", _ arguments: [String]
  ) -> Contender {
    workshop.curl("curl", ["--cacert", front.certificate.path, "-o", target] + arguments)
  }
}
