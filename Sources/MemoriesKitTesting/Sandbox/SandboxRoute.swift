import MemoriesKit

extension Sandbox {
  /// A method and a path, for custom answers and faults.
  public struct Route: Sendable, Hashable {
    /// The method, or `*` for any.
    public let method: String
    /// The path. A segment in braces, such as `{asset_id}`, matches any segment. A last segment `*`
    /// matches all that follows.
    public let path: String

    /// Any request.
    public static let any = Route("*", "/*")

    /// Makes a route from a method and a full path.
    public init(_ method: String, _ path: String) {
      self.method = method
      self.path = path
    }

    /// A route of Visual Search, from its path below `/serve/api/v1`, for example `/upload`.
    public static func visualSearch(_ method: String, _ path: String) -> Route {
      Route(method, Product.visualSearch.basePath + path)
    }

    /// A route of Visual Intelligence, from its path below `/serve/api/v2`, for example
    /// `/{asset_id}/metadata`.
    public static func visualIntelligence(_ method: String, _ path: String) -> Route {
      Route(method, Product.visualIntelligence.basePath + path)
    }

    /// The route of a request of the kit, for example `.request(VisualSearch.UploadVideo.self)`.
    /// Requests that the service tells apart by their content have the same route: the three text
    /// searches do.
    public static func request(_ request: any MemoriesOperation.Type) -> Route {
      let operation = Product.allCases.flatMap(\.operations)
        .first { $0.requests.contains { $0 == request } }
      // No path, so a fault for it is an error.
      return operation?.route ?? Route("\(request)", "")
    }

    /// Whether a request may belong to both routes.
    func overlaps(_ other: Route) -> Bool {
      guard method == "*" || other.method == "*" || method == other.method else { return false }
      let (one, two) = (path.split(separator: "/"), other.path.split(separator: "/"))
      for (index, (segment, expected)) in zip(one, two).enumerated() {
        if segment == "*" && index == one.count - 1 { return true }
        if expected == "*" && index == two.count - 1 { return true }
        let isWildcard = segment.hasPrefix("{") || expected.hasPrefix("{")
        guard isWildcard || segment == expected else { return false }
      }
      return one.count == two.count
    }

    func matches(method: String, path: String) -> Bool {
      (self.method == "*" || self.method == method) && matches(path: path)
    }

    func matches(path: String) -> Bool {
      let pattern = self.path.split(separator: "/", omittingEmptySubsequences: false)
      let segments = path.split(separator: "/", omittingEmptySubsequences: false)
      for (index, expected) in pattern.enumerated() {
        if expected == "*", index == pattern.count - 1 { return true }
        guard index < segments.count else { return false }
        let isWildcard = expected.hasPrefix("{") && expected.hasSuffix("}")
        guard isWildcard ? !segments[index].isEmpty : expected == segments[index] else {
          return false
        }
      }
      return pattern.count == segments.count
    }
  }

  /// The two products of the service, which share only the key.
  enum Product: CaseIterable {
    case visualSearch
    case visualIntelligence

    var basePath: String {
      switch self {
      case .visualSearch: "/serve/api/v1"
      case .visualIntelligence: "/serve/api/v2"
      }
    }

    init?(path: String) {
      guard let product = Self.allCases.first(where: { path.hasPrefix($0.basePath + "/") }) else {
        return nil
      }
      self = product
    }
  }
}
