import Foundation
import MemoriesKit

/// A limit of this process, lowered until it is restored.
struct LoweredLimit {
  #if canImport(Glibc)
  typealias Resource = __rlimit_resource_t
  private static let descriptors = Resource(RLIMIT_NOFILE.rawValue)
  private static let fileSize = Resource(RLIMIT_FSIZE.rawValue)
  #else
  typealias Resource = Int32
  private static let descriptors = RLIMIT_NOFILE
  private static let fileSize = RLIMIT_FSIZE
  #endif

  private let resource: Resource
  private var original = rlimit()

  private init(_ resource: Resource, to value: rlim_t) throws {
    self.resource = resource
    guard getrlimit(resource, &original) == 0 else { throw POSIXError(.EINVAL) }
    var lowered = original
    lowered.rlim_cur = value
    guard setrlimit(resource, &lowered) == 0 else { throw POSIXError(.EPERM) }
  }

  /// No descriptor is free.
  static func noDescriptors() throws -> LoweredLimit {
    // They are given away from the lowest, so every one below this is taken.
    let lowest = dup(STDERR_FILENO)
    guard lowest >= 0, close(lowest) == 0 else { throw POSIXError(.EMFILE) }
    return try LoweredLimit(descriptors, to: rlim_t(lowest))
  }

  /// Files can be made, but nothing can be written to them.
  static func emptyFiles() throws -> LoweredLimit {
    // Otherwise the first write would end the process.
    signal(SIGXFSZ, SIG_IGN)
    return try LoweredLimit(fileSize, to: 0)
  }

  func restore() {
    var original = original
    setrlimit(resource, &original)
  }
}

/// Runs `body` while the process cannot open anything more.
func withoutFreeDescriptors(_ body: () throws -> Void) throws {
  let limit = try LoweredLimit.noDescriptors()
  defer { limit.restore() }
  try body()
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
