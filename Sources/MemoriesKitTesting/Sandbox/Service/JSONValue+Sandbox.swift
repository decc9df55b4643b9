import Foundation
import MemoriesKit

extension JSONValue {
  typealias Member = Object.Member

  static func object(_ members: [Member]) -> JSONValue { .object(Object(members)) }

  static func int(_ value: some BinaryInteger) -> JSONValue { .number(Number(value)) }

  /// A number as Swift writes it; null for one that JSON cannot write.
  static func double(_ value: Double) -> JSONValue {
    Number("\(value)").map { .number($0) } ?? .null
  }

  /// The member with exactly this name. The subscript of the kit takes any casing, and a client that
  /// sends the wrong one must not find a service that understands it.
  subscript(exactly name: String) -> JSONValue? {
    object?.members.first { $0.name == name }?.value
  }
}

/// Collects the members of an object; a nil value adds none.
struct Members {
  var list: [JSONValue.Member] = []

  subscript(name: String) -> JSONValue? {
    get { list.first { $0.name == name }?.value }
    set { if let newValue { list.append(.init(name: name, value: newValue)) } }
  }

  /// Adds the two members of a storage location, if there is one.
  mutating func add(_ location: Location?, _ prefix: String = "") {
    self[prefix + "bucket"] = location.map { .string($0.bucket) }
    self[prefix + "blob"] = location.map { .string($0.blob) }
  }
}
