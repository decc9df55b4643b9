import Foundation

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

extension MemoriesRequest {
  /// What an HTTP request asks to be done.
  public enum Method: String, Sendable, Hashable, Codable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }
}

extension MemoriesRequest {
  /// A name and its text: in a form, in a query, or among headers.
  public struct Field: Sendable, Hashable, Codable {
    /// The field's name; it may occur more than once.
    public var name: String
    /// The field's text, not yet encoded.
    public var value: String

    /// A field with a name and a text.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
}

extension MemoriesRequest {
  /// What a request sends after its head, before it is encoded.
  public enum Body: Sendable, Hashable {
    /// Nothing.
    case none
    /// A JSON document, already written.
    case json(Data)
    /// Bytes as they are.
    case bytes(Data, MediaSource.ContentType)
    /// A file as it is, read while it is sent; its content type follows from its name unless given.
    case file(URL, MediaSource.ContentType? = nil)
    /// Fields as `application/x-www-form-urlencoded`.
    case form([MemoriesRequest.Field])
    /// Fields and files as `multipart/form-data`; files are read while they are sent.
    case multipart([MemoriesRequest.Part])

    /// The JSON of a value: keys sorted, so that equal values give equal bytes, slashes not escaped.
    @_disfavoredOverload
    public static func json(_ value: some Encodable) throws -> MemoriesRequest.Body {
      // Disfavored because Data is Encodable too, as base64 text: `.json(data)` must mean the case.
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
      /// The text of a field, and its content type where the server wants to be told.
      case text(String, contentType: MediaSource.ContentType? = nil)
      /// A file, the name that the server is told, and its content type.
      case media(MediaSource, fileName: String, contentType: MediaSource.ContentType)
    }

    /// The name of the form field.
    public var name: String
    /// What the part holds.
    public var content: Content

    /// A text field; JSON, for instance, when the content type says so.
    public init(_ name: String, _ text: String, contentType: MediaSource.ContentType? = nil) {
      self.name = name
      self.content = .text(text, contentType: contentType)
    }

    /// A file; its name and its content type follow from the source unless they are given.
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
