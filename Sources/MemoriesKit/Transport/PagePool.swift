import Foundation

/// Reusable memory for the chunks of one transfer, straight from the system.
///
/// It does not come from `malloc`: one thread fills the chunks and another frees them, and then the
/// heap arena of every thread keeps freed memory, up to several times the limit.
final class PagePool: Sendable {
  /// A block of pages.
  final class Pages: @unchecked Sendable {
    // Unchecked: only the holder of the pages writes to them, and it passes them on when it is
    // done.
    let start: UnsafeMutableRawPointer
    private let size: Int

    fileprivate init?(_ size: Int) {
      let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
      guard let start, start != MAP_FAILED else { return nil }
      self.start = start
      self.size = size
    }

    deinit {
      munmap(start, size)
    }
  }

  let size: Int
  private let free = Locked<[Pages]>([])

  /// - Parameter size: The size of each block.
  init(size: Int) {
    self.size = size
  }

  /// A block that nobody uses; nil when the system has no memory.
  func take() -> Pages? {
    free.withLock { $0.popLast() } ?? Pages(size)
  }

  /// The first bytes of a block as data. The block returns to the pool when nobody holds the data
  /// any more.
  func data(in pages: Pages, count: Int) -> Data {
    Data(
      bytesNoCopy: pages.start, count: count,
      deallocator: .custom { [free] _, _ in free.withLock { $0.append(pages) } })
  }
}
