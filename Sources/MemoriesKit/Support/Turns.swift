/// Lets one task at a time into a piece of asynchronous code, in the order of asking.
final class Turns: Sendable {
  private struct State {
    var isTaken = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Locked(State())

  func take<Value>(_ body: () async throws -> Value) async rethrows -> Value {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.isTaken else {
          state.isTaken = true
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
    defer {
      let next = state.withLock { state in
        let next = state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        state.isTaken = next != nil
        return next
      }
      next?.resume()
    }
    return try await body()
  }
}
