import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A thread that can be joined, so that a stopped sandbox certainly leaves none behind.
///
/// `Thread` cannot be joined, and a dispatch queue keeps its threads in a pool.
struct WorkerThread: @unchecked Sendable {
  #if canImport(Glibc)
  private typealias Identifier = pthread_t
  #else
  private typealias Identifier = pthread_t?
  #endif

  // Unchecked: the identifier is an opaque pointer on some systems. It is written once, before the
  // value is shared.
  private let identifier: Identifier

  /// Starts a thread that runs `work`. Join or detach it once, or its stack is never freed.
  init(_ work: @escaping @Sendable () -> Void) throws {
    let work = Unmanaged.passRetained(
      Work {
        // The name for debuggers; Linux has room for 15 bytes.
        Thread.current.name = "MemoriesSandbox"
        work()
      })
    let place = UnsafeMutablePointer<Identifier>.allocate(capacity: 1)
    defer { place.deallocate() }
    let code = pthread_create(place, nil, startWork, work.toOpaque())
    guard code == 0 else {
      work.release()
      throw SocketFailure(operation: "pthread_create", code: code)
    }
    identifier = place.pointee
  }

  /// Waits until the thread has ended.
  func join() {
    #if canImport(Glibc)
    pthread_join(identifier, nil)
    #else
    if let identifier { pthread_join(identifier, nil) }
    #endif
  }

  /// Detaches the thread: it frees itself when it ends.
  func detach() {
    #if canImport(Glibc)
    pthread_detach(identifier)
    #else
    if let identifier { pthread_detach(identifier) }
    #endif
  }
}

private final class Work {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}

#if canImport(Darwin)
private func startWork(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
  return nil
}
#else
private func startWork(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument {
    Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
  }
  return nil
}
#endif
