import Foundation
import MemoriesKit

/// Where `startLoading` was called, which is where a protocol has to talk to its client.
struct LoadingContext: Sendable {
  #if canImport(Darwin)
  private final class Work: NSObject {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }

    @objc func run() {
      body()
    }
  }

  private let thread = Thread.current

  func perform(_ body: @escaping @Sendable () -> Void) {
    let work = Work(body)
    work.perform(#selector(Work.run), on: thread, with: nil, waitUntilDone: false)
  }
  #else
  func perform(_ body: @escaping @Sendable () -> Void) {
    NetworkingQueue.perform(body)
  }
  #endif
}
