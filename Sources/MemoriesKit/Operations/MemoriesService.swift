import Foundation

/// Where a request goes and whose key it carries: one of the two products, or an address of yours.
///
/// ```swift
/// struct AskOldPath: AnsweredOperation {
///   let service = MemoriesService.visualSearch.under("/serve/api/video")
///   …
/// }
///
/// struct SendToStorage: AnsweredOperation {
///   let address: URL                                       // from another answer, signed
///   var service: MemoriesService { MemoriesService(at: address, authorization: .none) }
///   …
/// }
/// ```
public struct MemoriesService: Sendable, Hashable {
  /// Whose key a request carries.
  public struct Authorization: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
      case clientKey, none
      case key(APIKey)
    }

    let kind: Kind

    /// The key of the client that sends the request.
    public static let clientKey = Authorization(kind: .clientKey)
    /// No key at all, for an address that is its own proof.
    public static let none = Authorization(kind: .none)
    /// Another key, for a service that wants one of its own.
    public static func key(_ key: APIKey) -> Authorization { Authorization(kind: .key(key)) }
  }

  enum Place: Sendable, Hashable {
    case visualSearch, visualIntelligence
    case address(URL)
  }

  let place: Place
  /// What stands in place of the path of the product's address.
  private(set) var path: String?
  /// Whether its address is not simply one that the client is configured with.
  var hasOwnAddress: Bool {
    if case .address = place { return true }
    return path != nil
  }

  /// Whose key the requests carry.
  public var authorization = Authorization.clientKey

  private init(_ place: Place) {
    self.place = place
  }

  /// An address of its own, whatever hosts the client is configured with: a host and a path to put
  /// an operation's own path behind, or a whole address, query included, for an operation that has
  /// none.
  public init(at address: URL, authorization: Authorization) {
    self.init(.address(address))
    self.authorization = authorization
  }

  /// Visual Search, "v1": a hosted library of videos that are indexed and searched.
  public static let visualSearch = MemoriesService(.visualSearch)
  /// Visual Intelligence, "v2": assets and the analysis of them.
  public static let visualIntelligence = MemoriesService(.visualIntelligence)

  /// The same host with another path before the operation's own.
  public func under(_ path: String) -> MemoriesService {
    var service = self
    service.path = path
    return service
  }
}
