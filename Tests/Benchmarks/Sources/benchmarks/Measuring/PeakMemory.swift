import Foundation

#if os(Linux)
/// Follows the most memory that a process has held, while it runs.
///
/// What `wait4` reports would be wrong for a small process of a large parent: it begins with the
/// parent's own peak. So the kernel's high-water mark is looked at until the process is gone.
struct PeakMemory {
  private let descriptor: Int32
  private(set) var bytes: Int64 = 0
  private let page = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)

  init(of process: pid_t) {
    descriptor = open("/proc/\(process)/status", O_RDONLY | O_CLOEXEC)
  }

  mutating func sample() {
    let count = pread(descriptor, page.baseAddress, page.count, 0)
    // A process that has ended has no such line any more; the last one counts.
    guard count > 0 else { return }
    let text = UnsafeRawBufferPointer(rebasing: page[..<count])
    guard let end = text.end(of: "VmHWM:") else { return }
    var kibibytes: Int64 = 0
    for byte in text[end...] {
      if byte == UInt8(ascii: "\n") { break }
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        kibibytes = kibibytes * 10 + Int64(byte - UInt8(ascii: "0"))
      }
    }
    bytes = kibibytes * 1024
  }

  func close() {
    page.deallocate()
    _ = Foundation.close(descriptor)
  }
}
#endif
