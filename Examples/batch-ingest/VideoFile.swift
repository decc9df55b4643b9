import Foundation

/// A video file in the folder.
struct VideoFile: Sendable {
  let url: URL
  let byteCount: Int64
  /// The modification time in milliseconds since 1970; only journals of earlier versions use it.
  let modified: Int64

  var name: String { url.lastPathComponent }

  /// Reads the attributes of a file; nil unless it is a regular file.
  init?(at url: URL) throws {
    let target = url.resolvingSymlinksInPath()
    let values = try target.resourceValues(forKeys: [
      .isRegularFileKey, .fileSizeKey, .contentModificationDateKey,
    ])
    guard values.isRegularFile == true, let size = values.fileSize,
      let modified = values.contentModificationDate
    else { return nil }
    self.url = url
    byteCount = Int64(size)
    self.modified = Int64((modified.timeIntervalSince1970 * 1000).rounded())
  }

  private static let extensions: Set<String> = ["mp4", "avi", "mkv", "mov"]

  /// The videos in a folder, without subfolders and hidden files, sorted by name. `missing` has the
  /// names without a file: those of broken links, and those that are not UTF-8.
  static func all(in folder: URL) throws -> (videos: [VideoFile], missing: [String]) {
    var (videos, missing): ([VideoFile], [String]) = ([], [])
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let url = folder.appendingPathComponent(name, isDirectory: false)
      guard !name.hasPrefix("."), extensions.contains(url.pathExtension.lowercased()) else {
        continue
      }
      if let video = try? VideoFile(at: url) {
        videos.append(video)
      } else if !FileManager.default.fileExists(atPath: url.path) {
        missing.append(name)
      }
    }
    return (videos, missing)
  }
}
