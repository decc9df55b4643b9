import Foundation

/// Moving a finished file onto its name in one step, so that nobody ever sees half of it there.
enum FileMove {
  /// Takes the place of what is at `destination`; a link there is replaced, not followed.
  static func replacing(from source: String, to destination: String) throws(FileFailure) {
    guard rename(source, destination) == 0 else {
      throw FileFailure(.rename, destination, errorNumber: errno)
    }
  }

  /// Throws `alreadyExists` when anything is at `destination`, even if it came only just now.
  static func withoutReplacing(from source: String, to destination: String) throws(FileFailure) {
    // A second name can be given only where there is none, which a plain rename does not ask. The
    // calls that rename so in one are another on each system and missing on network file systems.
    if link(source, destination) == 0 {
      unlink(source)
    } else if errno == EEXIST {
      throw FileFailure(.rename, destination, errorNumber: EEXIST)
    } else {
      try byReserving(from: source, to: destination)
    }
  }

  /// The same where files have one name only (FAT, some network file systems): an empty file takes
  /// the place first, and the finished one replaces it.
  static func byReserving(from source: String, to destination: String) throws(FileFailure) {
    do {
      _ = try OpenFile(creating: destination)
    } catch {
      throw FileFailure(.rename, destination, errorNumber: error.errorNumber ?? EIO)
    }
    do {
      try replacing(from: source, to: destination)
    } catch {
      unlink(destination)
      throw error
    }
  }
}
