/// A request as the service will see it: method, path, query and body, without host or key.
public struct MemoriesRequest: Sendable, Hashable {
  /// What is to be done.
  public var method: MemoriesRequest.Method
  /// The path below the product's base URL, component by component; each is encoded on its own,
  /// so that an id can never reach beyond its place. A colon and an at sign stay as they are.
  public var path: [String]
  /// The query, in order. A slash stays a slash; everything else that is reserved is encoded.
  public var query: [MemoriesRequest.Field]
  /// Header fields of this request alone; sent, like the key, to the configured host only.
  public var headers: [MemoriesRequest.Field] = []
  /// What is sent along.
  public var body: MemoriesRequest.Body

  /// Describes a request.
  public init(
    _ method: MemoriesRequest.Method, _ path: String..., query: [MemoriesRequest.Field] = [],
    headers: [MemoriesRequest.Field] = [], body: MemoriesRequest.Body = .none
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }
}
