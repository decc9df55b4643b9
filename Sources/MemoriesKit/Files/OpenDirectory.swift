import Foundation

/// An open directory. It creates, moves and removes files in this directory, whatever happens to
/// its path. `deinit` closes it.
final class OpenDirectory: Sendable {
  private let givenPath: String
  let descriptor: Int32

  #if os(Linux)
  // This is O_PATH, which the headers hide. With it, a directory that is writable but not readable
  // opens too.
  private static let access: Int32 = 0o10_000_000
  #else
  private static let access = O_RDONLY
  #endif

  /// Opens a directory that exists.
  init(_ path: String) throws(FileFailure) {
    descriptor = open(path, Self.access | O_DIRECTORY | O_CLOEXEC)
    let code = errno
    givenPath = path
    guard descriptor >= 0 else { throw FileFailure(.openDirectory, path, errorNumber: code) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Opens a directory, and first creates it if it is missing, with those above it.
  static func creatingIfMissing(_ path: String) throws(FileFailure) -> OpenDirectory {
    do {
      return try OpenDirectory(path)
    } catch {
      guard error.reason == .notFound else { throw error }
      try make(path)
      return try OpenDirectory(path)
    }
  }

  private static func make(_ path: String) throws(FileFailure) {
    var code = mkdir(path, 0o777) == 0 ? 0 : errno
    let parent = (path as NSString).deletingLastPathComponent
    if code == ENOENT, parent != path {
      try make(parent)
      code = mkdir(path, 0o777) == 0 ? 0 : errno
    }
    // Opening it will show whether it is a directory, even one that has only just appeared.
    guard code == 0 || code == EEXIST else {
      throw FileFailure(.makeDirectory, path, errorNumber: code)
    }
  }

  /// Creates a file for writing; throws when anything, even a link, has the name.
  func create(_ name: String, mode: mode_t = 0o644) throws(FileFailure) -> OpenFile {
    let file = openat(
      descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else {
      let code = errno
      throw code == EEXIST
        ? FileFailure(.open, path(of: name), errorNumber: code)
        : FileFailure(.create, location, errorNumber: code)
    }
    return OpenFile(owning: file, path: path(of: name))
  }

  /// Removes a file, if it exists.
  func remove(_ name: String) {
    unlinkat(descriptor, name, 0)
  }

  /// The current path of a file in the directory.
  func path(of name: String) -> String {
    (location as NSString).appendingPathComponent(name)
  }

  /// The current path of the directory: the one that opened it, unless that leads elsewhere by now
  /// and the system knows a better one.
  var location: String {
    if isSameDirectory(givenPath) { return givenPath }
    if let path = systemPath, isSameDirectory(path) { return path }
    return givenPath
  }

  private func isSameDirectory(_ path: String) -> Bool {
    var (there, here) = (stat(), stat())
    return stat(path, &there) == 0 && fstat(descriptor, &here) == 0
      && there.st_ino == here.st_ino && there.st_dev == here.st_dev
  }

  private var systemPath: String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX) + 1) { buffer in
      guard let start = buffer.baseAddress else { return nil }
      buffer.initialize(repeating: 0)
      #if canImport(Darwin)
      guard fcntl(descriptor, F_GETPATH, start) == 0 else { return nil }
      #else
      guard readlink("/proc/self/fd/\(descriptor)", start, Int(PATH_MAX)) > 0 else { return nil }
      #endif
      return String(cString: start)
    }
  }
}
