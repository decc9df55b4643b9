import Foundation
import MemoriesKit

/// The thread or queue that called `startLoading`. A protocol may talk to its client only there.
struct LoadingContext: Sendable {
  #if canImport(Darwin)
  // Any thread may add work to the run loop of another one; only its class says no such thing.
  nonisolated(unsafe) private let loop = CFRunLoopGetCurrent()

  func perform(_ body: @escaping @Sendable () -> Void) {
    CFRunLoopPerformBlock(loop, CFRunLoopMode.defaultMode.rawValue, body)
    CFRunLoopWakeUp(loop)
  }
  #else
  func perform(_ body: @escaping @Sendable () -> Void) {
    NetworkingQueue.perform(body)
  }
  #endif
}
