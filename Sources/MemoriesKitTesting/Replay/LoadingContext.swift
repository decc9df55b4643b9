import Foundation
import MemoriesKit

/// The thread or queue that called `startLoading`. A protocol may talk to its client only there.
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
