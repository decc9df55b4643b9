import Foundation

/// Where a download is to be saved.
public enum DownloadDestination: Sendable, Hashable {
  /// This very file, in a directory that is there already.
  case file(URL, whenExists: ExistingFile = .fail)
  /// A file in this directory, under the name that the server gives it. A directory that is missing
  /// is made before the request is sent, with those above it, and stays whatever comes of the download.
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

  /// Throws what can be known before the request is sent: that the directory cannot be written to,
  /// or that the file exists and must not be replaced.
  ///
  /// A download asks this itself before it sends anything; it is for programs that want to know
  /// earlier. To be sure of the answer it makes a small hidden file and removes it. It makes no
  /// directory: of one that is missing, it asks whether it could be made.
  public func check() throws(FileFailure) {
    try checkWithoutWriting()
    try HiddenFile(in: existingDirectory()).remove()
  }

  /// The same without writing anything, and without an answer to what only writing tells.
  func checkWithoutWriting() throws(FileFailure) {
    if case .file(let url, let whenExists) = self { try Self.checkFile(url, whenExists) }
    _ = try existingDirectory()
  }

  /// Opens the directory that the file goes to, which is made if need be.
  func openDirectory() throws(FileFailure) -> OpenDirectory {
    switch self {
    case .file(let url, let whenExists):
      try Self.checkFile(url, whenExists)
      return try OpenDirectory(directory.localPath())
    case .directory:
      return try OpenDirectory.creatingIfMissing(directory.localPath())
    }
  }

  /// Opens the directory, or the nearest above it when it is to be made.
  private func existingDirectory() throws(FileFailure) -> OpenDirectory {
    var path = try directory.localPath()
    while true {
      do {
        return try OpenDirectory(path)
      } catch {
        var status = stat()
        // A link that leads nowhere is there, and no directory can be made in its place.
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

  /// The name of the file, unless the server gives it.
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
      // Replaced, a device would be gone for everybody.
      default: throw FileFailure(.open, path, .notRegularFile)
      }
      if whenExists == .fail { throw FileFailure(.open, path, .alreadyExists) }
    } else if errno != ENOENT {
      throw FileFailure(.inspect, path, errorNumber: errno)
    }
    if url.hasDirectoryPath { throw FileFailure(.open, path, .isDirectory) }
  }
}
