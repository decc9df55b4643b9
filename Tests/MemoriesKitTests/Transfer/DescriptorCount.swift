import Foundation
import MemoriesKit

/// How many descriptors this process has open on a file, which must still be on disk.
func descriptorCount(of url: URL) -> Int {
  var file = stat()
  guard stat(url.path, &file) == 0 else { return 0 }
  return descriptors(where: { $0.st_ino == file.st_ino && $0.st_dev == file.st_dev }).count
}

/// The descriptors of this process that are open on files of which `isWanted` says so.
func descriptors(where isWanted: (stat) -> Bool) -> [Int32] {
  (0..<4096).filter { descriptor in
    var status = stat()
    return fstat(descriptor, &status) == 0 && isWanted(status)
  }
}

/// Runs `body` while the process cannot open anything more.
func withoutFreeDescriptors(_ body: () throws -> Void) throws {
  let limit = try DescriptorLimit()
  defer { limit.restore() }
  try body()
}

/// The number of descriptors that a process may have, lowered to those that it has.
struct DescriptorLimit {
  private var original = rlimit()

  init() throws {
    let lowest = dup(STDERR_FILENO)
    guard lowest >= 0, close(lowest) == 0, getrlimit(Self.resource, &original) == 0 else {
      throw FileFailure(.open, "", errorNumber: errno)
    }
    // Descriptors are given away from the lowest, so every one below this is taken.
    var lowered = rlimit(rlim_cur: rlim_t(lowest), rlim_max: original.rlim_max)
    guard setrlimit(Self.resource, &lowered) == 0 else {
      throw FileFailure(.open, "", errorNumber: errno)
    }
  }

  func restore() {
    var original = original
    setrlimit(Self.resource, &original)
  }

  #if canImport(Glibc)
  private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
  private static let resource = RLIMIT_NOFILE
  #endif
}

/// Runs `body` as a user who is nobody special and owns this file, because permissions do not count
/// for the superuser.
func withoutPrivileges(owning path: String, _ body: () throws -> Void) throws {
  guard geteuid() == 0 else { return try body() }
  let nobody: uid_t = 65534
  guard chown(path, nobody, gid_t.max) == 0, seteuid(nobody) == 0 else {
    throw FileFailure(.open, path, errorNumber: errno)
  }
  defer { seteuid(0) }
  try body()
}
