import Foundation

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
