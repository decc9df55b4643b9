import Foundation

/// Moving a finished file onto its name in one step, so that nobody ever sees half of it there.
extension OpenDirectory {
  /// Takes the place of what is at `destination`; a link there is replaced, not followed.
  func move(_ source: String, replacing destination: String) throws(FileFailure) {
    guard renameat(descriptor, source, descriptor, destination) == 0 else {
      throw FileFailure(.rename, path(of: destination), errorNumber: errno)
    }
  }

  /// Throws `alreadyExists` when anything is at `destination`, even if it came only just now.
  func move(_ source: String, toFreeName destination: String) throws(FileFailure) {
    // A second name can be given only where there is none, which a plain rename does not ask. The
    // calls that rename so in one are another on each system and missing on network file systems.
    if linkat(descriptor, source, descriptor, destination, 0) == 0 {
      remove(source)
    } else if errno == EEXIST {
      throw FileFailure(.rename, path(of: destination), errorNumber: EEXIST)
    } else {
      try move(source, reserving: destination)
    }
  }

  /// The same where files have one name only (FAT, some network file systems): an empty file takes
  /// the place first, and the finished one replaces it.
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
