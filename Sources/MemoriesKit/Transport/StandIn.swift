/// An object that answers requests in place of the network, through a protocol class.
package struct StandIn: Sendable {
  /// The domain of the errors with which the protocol class refuses a request. Any other error
  /// counts as a lost connection.
  package static let errorDomain = "MemoriesKitTesting"

  /// The header fields by which the protocol class recognizes a request. The client sends them to
  /// every host and the class removes them, so that a test never reaches a real host.
  let headers: [String: String]
  /// Keeps the owner alive for as long as requests can reach it.
  private let owner: any AnyObject & Sendable

  /// Makes a stand-in for requests that carry these header fields.
  package init(_ owner: any AnyObject & Sendable, headers: [String: String]) {
    self.owner = owner
    self.headers = headers
  }
}
