import Foundation

/// Moves a finished file to its name in one step, so that nobody ever sees half of it there.
extension OpenDirectory {
  /// Replaces what is at `destination`. It replaces a link itself, not the target.
  func move(_ source: String, replacing destination: String) throws(FileFailure) {
    guard renameat(descriptor, source, descriptor, destination) == 0 else {
      throw FileFailure(.rename, path(of: destination), errorNumber: errno)
    }
  }

  /// Throws `alreadyExists` when anything is at `destination`, even if it has only just appeared.
  func move(_ source: String, toFreeName destination: String) throws(FileFailure) {
    #if canImport(Darwin)
    // A sandboxed app may not make links everywhere. File systems without this rename say so.
    if renameatx_np(descriptor, source, descriptor, destination, UInt32(RENAME_EXCL)) == 0 {
      return
    }
    guard errno != EEXIST else {
      throw FileFailure(.rename, path(of: destination), errorNumber: EEXIST)
    }
    #endif
    // A hard link fails when its name exists, which a plain rename does not check. The renames that
    // check it differ on each system, and network file systems lack them.
    if linkat(descriptor, source, descriptor, destination, 0) == 0 {
      remove(source)
    } else if errno == EEXIST {
      throw FileFailure(.rename, path(of: destination), errorNumber: EEXIST)
    } else {
      try move(source, reserving: destination)
    }
  }

  /// The same for file systems without hard links (FAT, some network file systems): an empty file
  /// reserves the name, and the finished one replaces it.
  func move(_ source: String, reserving destination: String) throws(FileFailure) {
    do {
      _ = try create(destination)
    } catch {
      throw FileFailure(.rename, path(of: destination), errorNumber: error.errorNumber ?? EIO)
    }
    do {
      try move(source, replacing: destination)
    } catch {
      remove(destination)
      throw error
    }
  }
}
