import Foundation

extension Workshop {
  /// Makes a file for `work`, and removes it.
  ///
  /// An ordinary one is in the page cache afterwards; a sparse one takes up no disk.
  func withFile<Result>(
    _ name: String, _ byteCount: Int64, isSparse: Bool = false, _ work: (URL) throws -> Result
  ) throws -> Result {
    let url = folder.appendingPathComponent(name)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data().write(to: url)
    let handle = try FileHandle(forWritingTo: url)
    if isSparse {
      try handle.truncate(atOffset: UInt64(byteCount))
    } else {
      let block = Data(repeating: 0x5A, count: 1 << 20)
      var rest = byteCount
      while rest > 0 {
        try Interruption.check()
        try handle.write(contentsOf: block.prefix(Int(min(rest, Int64(block.count)))))
        rest -= Int64(block.count)
      }
    }
    try handle.close()
    sync()
    return try work(url)
  }

  /// An empty folder for what is downloaded, after the disk has come to rest.
  func emptyFolder() throws -> URL {
    let url = folder.appendingPathComponent("downloads", isDirectory: true)
    if FileManager.default.fileExists(atPath: url.path) {
      try FileManager.default.removeItem(at: url)
    }
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    sync()
    return url
  }
}

/// A size for people, in the largest unit that divides it.
func size(_ byteCount: Int64) -> String {
  for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")]
  where byteCount % (1 << shift) == 0 {
    return "\(byteCount >> shift) \(unit)"
  }
  return "\(byteCount) bytes"
}
