import Foundation

/// A file for an incomplete download. Nobody can guess its name, and listings leave it out.
struct HiddenFile {
  let directory: OpenDirectory
  let name: String
  let file: OpenFile

  /// Creates the file, and checks that it can be written to.
  init(in directory: OpenDirectory, mode: mode_t = 0o644) throws(FileFailure) {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    name = ".download-" + String(repeating: "0", count: 16 - digits.count) + digits + ".part"
    self.directory = directory
    file = try directory.create(name, mode: mode)
    do {
      // A file can often be created where none can be written. A full disk has room for a name, and
      // on some file systems for a few bytes beside it. So this writes a block.
      try file.append(Data(count: 4096))
      try file.rewind()
    } catch {
      remove()
      throw error
    }
  }

  /// Throws when the name leads to another file by now. Anybody who may write to the directory can
  /// put one in its place, and it must not pass for the download.
  func checkName() throws(FileFailure) {
    var status = stat()
    let path = directory.path(of: name)
    guard fstatat(directory.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw FileFailure(.rename, path, errorNumber: errno)
    }
    let (named, own) = (FileFingerprint(status), try file.fingerprint())
    guard named.inode == own.inode, named.device == own.device else {
      throw FileFailure(.rename, path, .changed)
    }
  }

  /// Removes the file, wherever its directory is by now.
  func remove() {
    directory.remove(name)
  }
}
