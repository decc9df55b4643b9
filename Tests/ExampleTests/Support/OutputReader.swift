import Foundation

/// Collects what a program writes into a pipe, on a thread of its own, so that the program never
/// waits for a test that has not read yet.
final class OutputReader: @unchecked Sendable {
  // Unchecked: everything that changes is touched only while `lock` is held.
  private let lock = NSLock()
  private var bytes = Data()
  private var hasEnded = false
  private var waiters: [Waiter] = []
  private let pipe: Pipe

  private struct Waiter {
    let accepts: @Sendable (String) -> Bool
    let continuation: CheckedContinuation<String, Never>
  }

  /// Begins to read.
  init(_ pipe: Pipe) {
    self.pipe = pipe
    Thread.detachNewThread { [self] in
      let handle = pipe.fileHandleForReading
      // Not `read(upToCount:)`, which waits until it has that many.
      while case let data = handle.availableData, !data.isEmpty { take(data) }
      take(nil)
    }
  }

  /// The text so far, once `accepts` is true of it or no more can come.
  func text(where accepts: @escaping @Sendable (String) -> Bool) async -> String {
    await withCheckedContinuation { continuation in
      lock.withLock {
        waiters.append(Waiter(accepts: accepts, continuation: continuation))
        notify()
      }
    }
  }

  /// `nil` for the end.
  private func take(_ data: Data?) {
    lock.withLock {
      if let data { bytes.append(data) } else { hasEnded = true }
      notify()
    }
  }

  private func notify() {
    let text = String(decoding: bytes, as: UTF8.self)
    let (done, waiting) = (
      waiters.filter { hasEnded || $0.accepts(text) },
      waiters.filter { !(hasEnded || $0.accepts(text)) }
    )
    waiters = waiting
    for waiter in done { waiter.continuation.resume(returning: text) }
  }
}
