import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Where `startLoading` was called, which is where a protocol has to talk to its client.
struct LoadingPlace: Sendable {
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
  // All sessions of a process work on one serial queue, which is not public. A session whose
  // delegate queue runs inline answers this question on it.
  private static let session = URLSession(
    configuration: .ephemeral, delegate: nil, delegateQueue: InlineQueue())

  func perform(_ body: @escaping @Sendable () -> Void) {
    Self.session.getAllTasks { _ in body() }
  }
  #endif
}
