/// What every request value has, whatever it answers with: where it goes, what its rules are, and
/// how it looks on the wire.
///
/// Conform to ``Endpoint`` or ``DownloadEndpoint`` rather than to this.
public protocol ServiceOperation: Sendable {
  /// The name that errors and events use; the type's own name unless you give another.
  static var operationName: String { get }

  /// Whether the request may be sent a second time. Billed unless you say otherwise, so that a call
  /// of yours is never paid for twice without your knowledge.
  static var replaySafety: ReplaySafety { get }

  /// Which of the service's rate limits the request counts for; one of its own unless you say
  /// otherwise.
  static var rateGroup: RateGroup { get }

  /// The product that the request goes to.
  var service: Service { get }

  /// Everything that is known to be wrong with the request, before the first byte is sent.
  /// None unless you give a list.
  func problems() -> [Problem]

  /// The request as the service will see it. Called once for each call of the client, after
  /// ``problems()`` came back empty.
  func request() throws -> ServiceRequest
}

extension ServiceOperation {
  /// The type's name without its module, for example `VisualSearch.UploadVideo`.
  public static var operationName: String {
    // For a private type there is also the place that it is private to, in brackets.
    String(reflecting: Self.self).split(separator: ".").dropFirst()
      .filter { !$0.hasPrefix("(") }.joined(separator: ".")
  }

  /// Billed.
  public static var replaySafety: ReplaySafety { .billed }

  /// A group that no other operation belongs to.
  public static var rateGroup: RateGroup { RateGroup(operationName) }

  /// No rules beyond what the types already say.
  public func problems() -> [Problem] { [] }
}

/// A request that is answered with an envelope.
///
/// All requests of this package conform to it, and so can yours:
///
/// ```swift
/// struct ListUniqueIDs: Endpoint {
///   struct Output: Decodable, Sendable { let uniqueIds: [String] }
///   let service = Service.visualSearch
///   func request() -> ServiceRequest { ServiceRequest(.get, "list_unique_ids") }
/// }
///
/// let names = try await client.send(ListUniqueIDs()).uniqueIds
/// ```
public protocol Endpoint<Output>: ServiceOperation {
  /// What the envelope's `data` holds. Member names match in either casing, numbers may come as
  /// text, and optional members may be missing. An optional `Output` says that `data` may be null.
  associatedtype Output: Decodable & Sendable
}

/// A request that is answered with a file.
public protocol DownloadEndpoint: ServiceOperation {
  /// The file name to use when the answer suggests none. An HTML page is taken for the file only
  /// when this ends in `.html`, `.htm` or `.xhtml`.
  var fallbackFileName: String { get }
}
