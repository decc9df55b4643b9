import Foundation

/// A value of which the documentation shows only a part. It keeps its JSON whole, and its properties
/// read from that.
///
/// What a property does not read is nil there, and in ``json`` as it arrived.
public protocol JSONBacked: Sendable, Hashable, Codable {
  /// All that the service sent.
  var json: JSONValue { get }

  /// Makes the value from JSON; throws when it cannot be one. Use it for tests and fakes.
  init(json: JSONValue) throws
}

extension JSONBacked {
  /// Reads the JSON.
  public init(from decoder: any Decoder) throws {
    let json = try JSONValue(from: decoder)
    do {
      try self.init(json: json)
    } catch let error as JSONMismatch {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: error.reason))
    }
  }

  /// Writes the JSON as it arrived.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

/// Why JSON is not what it was taken for.
struct JSONMismatch: Error, CustomStringConvertible {
  let reason: String

  var description: String { reason }
}

extension JSONValue {
  /// The texts of a list, if this is one.
  var strings: [String]? { array?.compactMap(\.string) }

  /// The time that a number of seconds since 1970 stands for.
  var dateInSeconds: Date? { double.map { Date(timeIntervalSince1970: $0) } }
}
