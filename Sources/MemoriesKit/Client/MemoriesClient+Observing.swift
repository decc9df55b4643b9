extension MemoriesClient {
  /// Begins to report a call; returns nil, and does nothing, when there is no observer.
  func begin<Operation: MemoriesOperation>(
    _: Operation.Type, within parent: ClientEvent.CallID? = nil
  ) -> CallObservation? {
    guard let observer = configuration.observer else { return nil }
    return CallObservation(
      Operation.traits.name, within: parent, clock: configuration.limitsClock, observer)
  }

  /// Runs a whole call, and reports how it ended unless `body` has reported that.
  func observing<Operation: MemoriesOperation, Value>(
    _ type: Operation.Type, within parent: ClientEvent.CallID? = nil,
    _ body: (CallObservation?) async throws -> Value
  ) async throws -> Value {
    let observation = begin(type, within: parent)
    do {
      let value = try await body(observation)
      observation?.end(.succeeded)
      return value
    } catch {
      observation?.end(throwing: error)
      throw error
    }
  }
}
