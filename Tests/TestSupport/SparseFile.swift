import Foundation

/// Files that are large without taking up a disk.
package enum SparseFile {
  /// Creates a file of so many zero bytes.
  package static func create(_ byteCount: Int64, at url: URL) throws -> URL {
    try Data().write(to: url)
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: UInt64(byteCount))
    try handle.close()
    return url
  }
}
