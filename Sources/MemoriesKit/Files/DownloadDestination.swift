import Foundation

/// Where to save a download.
public enum DownloadDestination: Sendable, Hashable {
  /// This file, in a directory that exists.
  case file(URL, whenExists: ExistingFile = .fail)
  /// A file in this directory, under the name that the server suggests. The client creates a
  /// missing directory, and those above it, before it sends the request. The directory stays,
  /// whatever becomes of the download.
  case directory(URL, whenExists: ExistingFile = .number)

  /// What to do when a file of that name exists.
  public enum ExistingFile: Sendable, Hashable {
    /// Keep the file and throw.
    case fail
    /// Replace the file with the download, in one step and only once the download is complete.
    case replace
    /// Keep the file and use the next free name: "movie.mp4", "movie 2.mp4", "movie 3.mp4".
    case number
  }

  /// Throws when a download cannot be saved here: because the directory is not writable, or because
  /// the file exists and must not be replaced.
  ///
  /// A download makes this check itself before it sends anything; call it when you want to know
  /// earlier. To be certain, it creates a small hidden file and removes it. It creates no
  /// directory: it checks whether a missing one could be created.
  public func check() throws(FileFailure) {
    try checkWithoutWriting()
    try HiddenFile(in: existingDirectory()).remove()
  }

  /// The same check without writing, so it misses what only writing shows.
  func checkWithoutWriting() throws(FileFailure) {
    if case .file(let url, let whenExists) = self { try Self.checkFile(url, whenExists) }
    _ = try existingDirectory()
  }

  /// Opens the directory of the file, and creates it if needed.
  func openDirectory() throws(FileFailure) -> OpenDirectory {
    switch self {
    case .file(let url, let whenExists):
      try Self.checkFile(url, whenExists)
      return try OpenDirectory(directory.localPath())
    case .directory:
      return try OpenDirectory.creatingIfMissing(directory.localPath())
    }
  }

  /// Opens the directory, or the nearest existing one above a directory that can be created.
  private func existingDirectory() throws(FileFailure) -> OpenDirectory {
    var path = try directory.localPath()
    while true {
      do {
        return try OpenDirectory(path)
      } catch {
        var status = stat()
        // A dangling link exists, and no directory can be created in its place.
        guard case .directory = self, error.reason == .notFound, path != "/",
          lstat(path, &status) != 0
        else { throw error }
        path = (path as NSString).deletingLastPathComponent
      }
    }
  }

  var directory: URL {
    switch self {
    case .file(let url, _): url.deletingLastPathComponent()
    case .directory(let url, _): url
    }
  }

  /// The name of the file; nil when the server names it.
  var fileName: String? {
    switch self {
    case .file(let url, _): url.lastPathComponent
    case .directory: nil
    }
  }

  var whenExists: ExistingFile {
    switch self {
    case .file(_, let whenExists), .directory(_, let whenExists): whenExists
    }
  }

  private static func checkFile(_ url: URL, _ whenExists: ExistingFile) throws(FileFailure) {
    let path = try url.localPath()
    var status = stat()
    if lstat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG, S_IFLNK: break
      case S_IFDIR: throw FileFailure(.open, path, .isDirectory)
      // A replaced device would be gone for everybody.
      default: throw FileFailure(.open, path, .notRegularFile)
      }
      if whenExists == .fail { throw FileFailure(.open, path, .alreadyExists) }
    } else if errno != ENOENT {
      throw FileFailure(.inspect, path, errorNumber: errno)
    }
    if url.hasDirectoryPath { throw FileFailure(.open, path, .isDirectory) }
  }
}
