import Foundation

/// A file under a name that nobody can guess and that listings leave out, for a download that is not
/// complete yet.
struct HiddenFile {
  let directory: OpenDirectory
  let name: String
  let file: OpenFile

  /// Makes the file, and makes sure that something can be written to it.
  init(in directory: OpenDirectory) throws(FileFailure) {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    name = ".download-" + String(repeating: "0", count: 16 - digits.count) + digits + ".part"
    self.directory = directory
    file = try directory.create(name)
    do {
      // A file can be made where none can be written: on a full disk there is room for a name, and
      // with some file systems for a few bytes beside it. So this is a block.
      try file.append(Data(count: 4096))
      try file.empty()
    } catch {
      remove()
      throw error
    }
  }

  /// Throws when the name leads to another file by now: whoever may write to the directory can have
  /// put one in its place, and that must not pass for the download.
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

  /// Removes it, wherever its directory is by now.
  func remove() {
    directory.remove(name)
  }
}
