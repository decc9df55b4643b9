import Foundation

/// Where a request goes, and with which key: one of the two products, or your own address.
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
  /// The key that a request carries.
  public struct Authorization: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
      case clientKey, none
      case key(APIKey)
    }

    let kind: Kind

    /// The key of the client that sends the request.
    public static let clientKey = Authorization(kind: .clientKey)
    /// No key, for an address that needs none, such as a signed one.
    public static let none = Authorization(kind: .none)
    /// Another key, for a service that needs its own.
    public static func key(_ key: APIKey) -> Authorization { Authorization(kind: .key(key)) }
  }

  enum Place: Sendable, Hashable {
    case visualSearch, visualIntelligence
    case address(URL)
  }

  let place: Place
  /// The path that replaces the path of the product’s base URL.
  private(set) var path: String?
  /// Whether the address differs from those that the client is configured with.
  var hasOwnAddress: Bool {
    if case .address = place { return true }
    return path != nil
  }

  /// The key that the requests carry.
  public var authorization = Authorization.clientKey

  private init(_ place: Place) {
    self.place = place
  }

  /// Makes a service at its own address, whatever hosts the client is configured with. The address
  /// is a base for the path of an operation, or a complete one, query included, for an operation
  /// without a path.
  public init(at address: URL, authorization: Authorization) {
    self.init(.address(address))
    self.authorization = authorization
  }

  /// Visual Search ("v1"): a hosted library of videos that the service indexes and searches.
  public static let visualSearch = MemoriesService(.visualSearch)
  /// Visual Intelligence ("v2"): assets and their analysis.
  public static let visualIntelligence = MemoriesService(.visualIntelligence)

  /// The same host, with another path before that of the operation.
  public func under(_ path: String) -> MemoriesService {
    var service = self
    service.path = path
    return service
  }
}
