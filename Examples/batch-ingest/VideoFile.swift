import Foundation

/// A video file in the folder.
struct VideoFile: Sendable {
  let url: URL
  let byteCount: Int64
  /// The modification time in milliseconds since 1970; only journals of earlier versions use it.
  let modified: Int64

  /// The path from the folder.
  let name: String

  /// Reads the attributes of a file; nil unless it is a regular file.
  init?(at url: URL, named name: String) throws {
    let target = url.resolvingSymlinksInPath()
    let values = try target.resourceValues(forKeys: [
      .isRegularFileKey, .fileSizeKey, .contentModificationDateKey,
    ])
    guard values.isRegularFile == true, let size = values.fileSize,
      let modified = values.contentModificationDate
    else { return nil }
    self.url = url
    self.name = name
    byteCount = Int64(size)
    self.modified = Int64((modified.timeIntervalSince1970 * 1000).rounded())
  }

  private static let extensions: Set<String> = ["mp4", "avi", "mkv", "mov"]

  /// The videos in a folder without hidden files, sorted by name, and in its subfolders if it is
  /// recursive. `missing` has the names without a file: those of broken links, and those that are not
  /// UTF-8. Links to folders are not followed, so that none leads back.
  static func all(
    in folder: URL, recursive: Bool = false, under path: String = ""
  ) throws -> (videos: [VideoFile], missing: [String]) {
    var (videos, missing): ([VideoFile], [String]) = ([], [])
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    where !name.hasPrefix(".") {
      let url = folder.appendingPathComponent(name, isDirectory: false)
      if recursive, isFolder(url) {
        let inside = try all(in: url, recursive: true, under: path + name + "/")
        videos += inside.videos
        missing += inside.missing
        continue
      }
      guard extensions.contains(url.pathExtension.lowercased()) else { continue }
      if let video = try? VideoFile(at: url, named: path + name) {
        videos.append(video)
      } else if !FileManager.default.fileExists(atPath: url.path) {
        missing.append(path + name)
      }
    }
    return (videos, missing)
  }

  private static func isFolder(_ url: URL) -> Bool {
    var status = stat()
    return lstat(url.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
