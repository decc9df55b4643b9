import Foundation

/// One field or file of a form, urlencoded or multipart.
public struct RecordedPart: Sendable, Hashable {
  /// The name of the field.
  public var name: String
  /// The file name, if the part is a file.
  public var filename: String?
  /// The content type of the part.
  public var contentType: String?
  /// The content; nil if the recording says only that the part existed.
  public var content: Data?
  /// Whether the whole part was kept.
  public var isComplete: Bool

  /// Makes a part.
  public init(
    name: String, filename: String? = nil, contentType: String? = nil, content: Data?,
    isComplete: Bool = true
  ) {
    self.name = name
    self.filename = filename
    self.contentType = contentType
    self.content = content
    self.isComplete = isComplete
  }

  /// The content as text, if it is UTF-8.
  public var text: String? {
    content.flatMap { String(data: $0, encoding: .utf8) }
  }
}
