import Foundation

/// One header line of a recorded request or response.
public struct RecordedHeader: Sendable, Hashable {
  /// The name as it was written; compare it without regard to case.
  public var name: String
  /// The value.
  public var value: String

  /// Makes a header line.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  func isNamed(_ other: String) -> Bool {
    name.caseInsensitiveCompare(other) == .orderedSame
  }
}

extension RecordedHeader: CustomStringConvertible, CustomReflectable {
  /// The header line, without credentials.
  public var description: String {
    "\(name): \(Self.secretNames.contains(name.lowercased()) ? "(hidden)" : value)"
  }

  /// The mirror shows only the description, so that `dump` does not print credentials either.
  public var customMirror: Mirror {
    Mirror(self, children: ["description": description])
  }

  static let secretNames: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "set-cookie",
  ]
}

extension [RecordedHeader] {
  /// The value of the first header of that name, whatever its case.
  public subscript(name: String) -> String? {
    first { $0.isNamed(name) }?.value
  }

  /// Makes header lines from a dictionary, sorted by name so that recordings are always the same.
  init(_ dictionary: [String: String]) {
    self = dictionary.map { RecordedHeader($0.key, $0.value) }.sorted { $0.name < $1.name }
  }
}
