import Foundation

/// How fast a file goes out.
struct Uploads {
  let workshop: Workshop

  func tables() throws -> [Table] {
    let (usual, large) = (workshop.options.byteCount, workshop.options.largeByteCount)
    return [
      try workshop.withFile("movie.mp4", usual) { file in
        try table("Upload, \(size(usual))", try plain(file) + everyday(file))
      },
      try workshop.withFile("large.mp4", large, isSparse: true) { file in
        try table("Upload, \(size(large)), sparse", plain(file))
      },
    ]
  }

  private func table(_ title: String, _ contenders: [Contender]) throws -> Table {
    let trials = try workshop.compare(contenders + [workshop.idle()])
    var table = try Table(title, trials, [.transfer, .cpu, .peak])
    table.compare("seconds", with: "curl -F", as: "time, curl = 1")
    table.compare("CPU seconds", with: "curl -F", as: "CPU, curl = 1")
    table.subtractIdle()
    return table
  }

  private func plain(_ file: URL) throws -> [Contender] {
    let base = try workshop.server.base(.plain)
    return [
      workshop.curl(
        "curl -F", ["-o", "/dev/null", "-F", "file=@\(file.path)", "\(base)/upload"]),
      try .memoriesKit(UploadWithMemoriesKit(base: base, file: file)),
      try .sameShape { UploadFromStream(base: base, file: file) },
    ]
  }

  private func everyday(_ file: URL) throws -> [Contender] {
    let base = try workshop.server.base(.plain)
    let arguments = ["\(base)/upload", file.path]
    return [
      try Contender("URLSession, upload(fromFile:)", UploadFromFile(base: base, file: file)),
      workshop.python("requests, files=", Self.files, arguments),
      workshop.python(
        "requests, MultipartEncoder", needs: "requests_toolbelt", Self.encoder, arguments),
    ].compactMap { $0 }
  }

  static let files = """
    import requests, sys
    url, path = sys.argv[1:]
    with open(path, "rb") as file:
      requests.post(url, files={"file": file}).raise_for_status()
    """

  private static let encoder = """
    import requests, sys
    from requests_toolbelt import MultipartEncoder
    url, path = sys.argv[1:]
    with open(path, "rb") as file:
      body = MultipartEncoder({"file": ("movie.mp4", file, "video/mp4")})
      headers = {"Content-Type": body.content_type}
      requests.post(url, data=body, headers=headers).raise_for_status()
    """
}
