import Foundation

/// What has arrived of a body and was not taken yet: bounded, because the thread that brings the
/// bytes is made to wait when the reader falls behind.
///
/// On Linux that thread serves every `URLSession` of the process. So it waits rarely and long
/// rather than often and shortly: once full, until three quarters are taken. Meanwhile the socket's
/// own buffer fills, runs dry afterwards, and the other connections get their turn. What may pile
/// up must for that reason exceed what the kernel buffers for a socket.
final class ReceiveBuffer: @unchecked Sendable {
  private static let capacity = 32 << 20
  private static let resumeBelow = 8 << 20

  // Unchecked: everything below is touched only while `condition` is locked.
  private let condition = NSCondition()
  private var pieces: [Data] = []
  private var byteCount = 0
  private var isFinished = false
  private var failure: TransportFailure?
  private var waiter: CheckedContinuation<[Data]?, any Error>?

  /// Adds a piece; waits while there is too much.
  func append(_ piece: Data) {
    condition.lock()
    if byteCount >= Self.capacity {
      while byteCount > Self.resumeBelow, !isFinished { condition.wait() }
    }
    guard !isFinished else { return condition.unlock() }
    if let reader = waiter {
      waiter = nil
      condition.unlock()
      reader.resume(returning: [piece])
    } else {
      pieces.append(piece)
      byteCount += piece.count
      condition.unlock()
    }
  }

  /// Nothing more will come; what is here can still be taken.
  func finish(_ failure: TransportFailure?) {
    end(failure, dropping: false)
  }

  /// Nothing more is wanted.
  func abort(_ failure: TransportFailure) {
    end(failure, dropping: true)
  }

  private func end(_ failure: TransportFailure?, dropping: Bool) {
    condition.lock()
    if dropping {
      pieces = []
      byteCount = 0
      self.failure = failure
    } else if !isFinished {
      self.failure = failure
    }
    isFinished = true
    let reader = waiter
    waiter = nil
    condition.broadcast()
    condition.unlock()
    if let failure {
      reader?.resume(throwing: failure)
    } else {
      reader?.resume(returning: nil)
    }
  }

  /// Everything that has arrived since the last call; waits until there is something. Nil at the
  /// end. For one reader.
  func next() async throws -> [Data]? {
    try await withCheckedThrowingContinuation { continuation in
      condition.lock()
      if !pieces.isEmpty {
        let taken = pieces
        pieces = []
        byteCount = 0
        condition.signal()
        condition.unlock()
        continuation.resume(returning: taken)
      } else if isFinished {
        let failure = failure
        condition.unlock()
        if let failure {
          continuation.resume(throwing: failure)
        } else {
          continuation.resume(returning: nil)
        }
      } else {
        waiter = continuation
        condition.unlock()
      }
    }
  }
}
