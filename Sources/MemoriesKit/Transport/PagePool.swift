import Foundation

/// Memory for what one transfer holds, straight from the system and used again and again.
///
/// Not from `malloc`: the pieces are filled on one thread and let go of on another, and then every
/// thread's share of the heap keeps what was freed there, up to several times the bound.
final class PagePool: Sendable {
  /// A run of pages.
  final class Pages: @unchecked Sendable {
    // Unchecked: whoever holds the pages is the only one to write, and passes them on when done.
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

  /// - Parameter size: The size of each run.
  init(size: Int) {
    self.size = size
  }

  /// A run that nobody uses; nil when the system has no memory.
  func take() -> Pages? {
    free.withLock { $0.popLast() } ?? Pages(size)
  }

  /// The first bytes of a run as data, which gives the run back when nobody holds it any more.
  func data(in pages: Pages, count: Int) -> Data {
    Data(
      bytesNoCopy: pages.start, count: count,
      deallocator: .custom { [free] _, _ in free.withLock { $0.append(pages) } })
  }
}
