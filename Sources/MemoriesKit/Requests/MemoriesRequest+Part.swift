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
