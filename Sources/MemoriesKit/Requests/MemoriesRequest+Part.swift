extension MemoriesRequest {
  /// One part of a `multipart/form-data` body: a text field or a file.
  public struct Part: Sendable, Hashable {
    /// What a part holds.
    public enum Content: Sendable, Hashable {
      /// The text of a field.
      case text(String)
      /// A file, the name that the server is told, and its content type.
      case media(MediaSource, fileName: String, contentType: MediaSource.ContentType)
    }

    /// The name of the form field.
    public var name: String
    /// What the part holds.
    public var content: Content

    /// A text field.
    public init(_ name: String, _ text: String) {
      self.name = name
      self.content = .text(text)
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
