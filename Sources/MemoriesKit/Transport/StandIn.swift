/// Somebody who answers in place of the network, through a protocol class.
package struct StandIn: Sendable {
  /// The domain of the errors that its class refuses requests with. A refusal by any other error is
  /// taken for a connection that was lost.
  package static let errorDomain = "MemoriesKitTesting"

  /// What tells the class whose request it has: sent wherever the request goes and taken out by the
  /// class, so that a test never reaches a host that was not its own.
  let headers: [String: String]
  /// Held for as long as anybody can ask it.
  private let owner: any AnyObject & Sendable

  /// Stands in for the network wherever these header fields are sent.
  package init(_ owner: any AnyObject & Sendable, headers: [String: String]) {
    self.owner = owner
    self.headers = headers
  }
}
