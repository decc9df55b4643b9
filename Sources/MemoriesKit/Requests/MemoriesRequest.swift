import Foundation

/// A request as the service sees it: method, path, query and body, without host and key.
public struct MemoriesRequest: Sendable, Hashable {
  /// The HTTP method.
  public var method: MemoriesRequest.Method
  /// The components of the path below the base URL. The client encodes each one separately, so that
  /// an id can never reach another path. A colon and an at sign stay as they are.
  public var path: [String]
  /// The query, in order. A slash stays a slash; all other reserved characters are encoded.
  public var query: [MemoriesRequest.Field]
  /// Header fields of this request. Like the key, they go only to the configured host.
  public var headers: [MemoriesRequest.Field] = []
  /// The body.
  public var body: MemoriesRequest.Body

  /// Makes a request.
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

extension MemoriesRequest {
  /// The HTTP method of a request.
  public enum Method: String, Sendable, Hashable, Codable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }
}

extension MemoriesRequest {
  /// A name and a text: in a form, in a query, or among headers.
  public struct Field: Sendable, Hashable, Codable {
    /// The name of the field; it may occur more than once.
    public var name: String
    /// The text of the field, not encoded yet.
    public var value: String

    /// Makes a field.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
}

extension MemoriesRequest {
  /// The body of a request, before it is encoded.
  public enum Body: Sendable, Hashable {
    /// No body.
    case none
    /// An encoded JSON document.
    case json(Data)
    /// Bytes as they are.
    case bytes(Data, MediaSource.ContentType)
    /// A file as it is, which is read while it is sent. The content type follows from its name
    /// unless you set it.
    case file(URL, MediaSource.ContentType? = nil)
    /// Fields as `application/x-www-form-urlencoded`.
    case form([MemoriesRequest.Field])
    /// Fields and files as `multipart/form-data`. Files are read while they are sent.
    case multipart([MemoriesRequest.Part])

    /// Encodes a value as JSON. Keys are sorted, so that equal values give equal bytes, and slashes
    /// are not escaped.
    @_disfavoredOverload
    public static func json(_ value: some Encodable) throws -> MemoriesRequest.Body {
      // Disfavored because `Data` is `Encodable` too, as base64 text: `.json(data)` must mean the
      // case.
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return .json(try encoder.encode(value))
    }
  }
}

extension MemoriesRequest {
  /// One part of a `multipart/form-data` body: a text field or a file.
  public struct Part: Sendable, Hashable {
    /// What a part holds.
    public enum Content: Sendable, Hashable {
      /// The text of a field, and its content type if the server needs one.
      case text(String, contentType: MediaSource.ContentType? = nil)
      /// A file, the file name that the server gets, and the content type.
      case media(MediaSource, fileName: String, contentType: MediaSource.ContentType)
    }

    /// The name of the form field.
    public var name: String
    /// What the part holds.
    public var content: Content

    /// Makes a text field; with a content type it may hold JSON, for instance.
    public init(_ name: String, _ text: String, contentType: MediaSource.ContentType? = nil) {
      self.name = name
      self.content = .text(text, contentType: contentType)
    }

    /// Makes a file part. The file name and the content type follow from the source unless you set
    /// them.
    public init(
      _ name: String,
      _ source: MediaSource,
      fileName: String? = nil,
      contentType: MediaSource.ContentType? = nil
    ) {
      let fileName = fileName ?? source.fileName
      self.name = name
      self.content = .media(
        source, fileName: fileName,
        contentType: contentType ?? MediaSource.ContentType(fileName: fileName))
    }
  }
}

// Optional parameters: the client sends only those that are set.

extension [MemoriesRequest.Part] {
  /// Adds a text field, if there is a text.
  public mutating func add(_ name: String, _ value: String?) {
    if let value { append(MemoriesRequest.Part(name, value)) }
  }

  /// Adds a file.
  public mutating func add(_ name: String, _ source: MediaSource) {
    append(MemoriesRequest.Part(name, source))
  }

  /// Adds the field for the scope, if there is one.
  public mutating func add(_ scope: LibraryScope?) {
    add(scope?.fieldName ?? "", scope?.fieldValue)
  }
}

extension [MemoriesRequest.Field] {
  /// Adds a field, if there is a text.
  public mutating func add(_ name: String, _ value: String?) {
    if let value { append(MemoriesRequest.Field(name, value)) }
  }

  /// Adds the field for the scope, if there is one.
  public mutating func add(_ scope: LibraryScope?) {
    add(scope?.fieldName ?? "", scope?.fieldValue)
  }
}

extension MemoriesRequest.Body {
  /// Encodes a value as JSON, with the member for the scope beside its own members.
  public static func json(
    _ value: some Encodable, scope: LibraryScope?
  ) throws -> MemoriesRequest.Body {
    try .json(Scoped(content: value, scope: scope))
  }
}

/// A JSON body with the members of its content and, beside them, the scope.
private struct Scoped<Content: Encodable>: Encodable {
  let content: Content
  let scope: LibraryScope?

  private enum CodingKeys: String, CodingKey {
    case uniqueID = "unique_id"
    case folder = "folder_id"
  }

  func encode(to encoder: any Encoder) throws {
    try content.encode(to: encoder)
    var members = encoder.container(keyedBy: CodingKeys.self)
    switch scope {
    case .uniqueID(let name): try members.encode(name, forKey: .uniqueID)
    case .folder(let number): try members.encode(number, forKey: .folder)
    case nil: break
    }
  }
}
