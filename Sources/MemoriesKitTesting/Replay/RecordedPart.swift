import Foundation

/// One field or file of a form, urlencoded or multipart.
public struct RecordedPart: Sendable, Hashable {
  /// The name of the field.
  public var name: String
  /// The name of the file, if the part is one.
  public var filename: String?
  /// The type that the part itself states.
  public var contentType: String?
  /// The content; nil if the recording tells only that there was such a part.
  public var content: Data?
  /// False if the body was kept only up to a byte within this part.
  public var isComplete: Bool

  /// Describes a part.
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
