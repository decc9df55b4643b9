extension MemoriesClient {
  /// Begins a call that an observer can follow; nil, and no work, when there is none.
  func begin<Operation: MemoriesOperation>(
    _: Operation.Type, within parent: ClientEvent.CallID? = nil
  ) -> Call? {
    guard let observer = configuration.observer else { return nil }
    return Call(
      Operation.traits.name, within: parent, clock: configuration.limitsClock, observer)
  }

  /// Runs a whole call, and tells how it ended unless `body` has done so.
  func observing<Operation: MemoriesOperation, Value>(
    _ type: Operation.Type, within parent: ClientEvent.CallID? = nil,
    _ body: (Call?) async throws -> Value
  ) async throws -> Value {
    let call = begin(type, within: parent)
    do {
      let value = try await body(call)
      call?.end(.succeeded)
      return value
    } catch {
      call?.end(throwing: error)
      throw error
    }
  }
}
