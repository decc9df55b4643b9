import Foundation

/// The body of a recorded request or response: its length, and the bytes that were kept.
public struct RecordedBody: Sendable, Hashable {
  /// The kept bytes: all of them, or the first ones when `isTruncated`.
  public let bytes: Data
  /// The length of the whole body.
  public let length: Int64

  /// No body.
  public static let empty = RecordedBody(Data())

  /// Makes a complete body.
  public init(_ bytes: Data) {
    self.init(keeping: bytes, of: Int64(bytes.count))
  }

  /// Makes a body of text in UTF-8.
  public init(_ text: String) {
    self.init(Data(text.utf8))
  }

  /// Makes a body of which only the first bytes were kept, or none.
  public init(keeping bytes: Data, of length: Int64) {
    self.bytes = bytes
    self.length = max(length, Int64(bytes.count))
  }

  /// Whether bytes are missing.
  public var isTruncated: Bool { Int64(bytes.count) < length }

  /// The kept bytes as text, if they are UTF-8.
  public var text: String? { String(data: bytes, encoding: .utf8) }
}
