import Foundation

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
