import Foundation

/// Where a download is to be saved.
public enum DownloadDestination: Sendable, Hashable {
  /// This very file.
  case file(URL, whenExists: ExistingFile = .fail)
  /// A file in this directory, under the name that the server gives it.
  case directory(URL, whenExists: ExistingFile = .number)

  /// What to do when there is a file of that name already.
  public enum ExistingFile: Sendable, Hashable {
    /// Leave it alone and throw.
    case fail
    /// Put the download in its place, in one step and only once it is complete.
    case replace
    /// Leave it alone and save under the next free name: "movie.mp4", "movie 2.mp4", "movie 3.mp4".
    case number
  }

  /// Throws what can be known before the request is sent: that the directory is missing or not
  /// writable, or that the file exists and must not be replaced.
  ///
  /// Downloads are billed once they begin, so this is worth asking first. To be sure of the answer
  /// it creates a small hidden file in the directory and removes it.
  public func check() throws(FileFailure) {
    switch self {
    case .directory(let url, _):
      try Self.checkDirectory(url.localPath())
    case .file(let url, let whenExists):
      try Self.checkFile(url, whenExists)
      try Self.checkDirectory(url.deletingLastPathComponent().localPath())
    }
  }

  private static func checkFile(_ url: URL, _ whenExists: ExistingFile) throws(FileFailure) {
    let path = try url.localPath()
    var status = stat()
    if lstat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG, S_IFLNK: break
      case S_IFDIR: throw FileFailure(.open, path, .isDirectory)
      // Replaced, a device would be gone for everybody.
      default: throw FileFailure(.open, path, .notRegularFile)
      }
      if whenExists == .fail { throw FileFailure(.open, path, .alreadyExists) }
    } else if errno != ENOENT {
      throw FileFailure(.inspect, path, errorNumber: errno)
    }
    if url.hasDirectoryPath { throw FileFailure(.open, path, .isDirectory) }
  }

  private static func checkDirectory(_ path: String) throws(FileFailure) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw FileFailure(.inspect, path, errorNumber: errno)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw FileFailure(.inspect, path, .notDirectory)
    }
    // Permission bits tell neither of read-only volumes nor of sandboxes nor of full disks.
    let probe = try OpenFile(creating: path + "/.download-check-" + randomMark())
    defer { unlink(probe.path) }
    try probe.append(Data([0]))
  }

  /// Sixteen hexadecimal digits that nobody can guess.
  static func randomMark() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
