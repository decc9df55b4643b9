import Foundation

#if canImport(Darwin)
extension URLSessionEngine {
  /// Begins an exchange on a session of its own, which has no connection that an earlier request left
  /// open, and ends with it. `Connection: close` would not do: the system owns that field.
  func beginWithoutReuse(_ exchange: Exchange, _ request: HTTPRequest, _ head: URLRequest) {
    exchangeQueue.enter { [self] in
      let session = Self.session(protocolClasses, rules)
      begin(exchange, request, head, on: session) { [exchangeQueue] _ in
        exchangeQueue.leave()
        session.urlSession.finishTasksAndInvalidate()
      }
    }
  }
}
#endif
