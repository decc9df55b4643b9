import Foundation
import MemoriesKit

/// What is documented of one operation: a row of `OperationTable`.
///
/// Everything that all operations share is checked from here, by `OperationTableTests`. What
/// only one operation does is in a file of its own.
struct OperationSpecification<Request: MemoriesOperation & Codable & Hashable>: Sendable {
  let traits: OperationTraits
  /// The first is the least that can be sent.
  let examples: [Example]
  let limits: [Limit]
  let documented: [RecordedAnswers]
  let bodies: [DocumentedBody]
  let place: SourcePlace

  /// - Parameters:
  ///   - type: The operation.
  ///   - traits: Its name, what sending it again means, and the rate limit that it counts for.
  ///   - sends: Requests and how they look on the wire: first the least that can be sent. Every
  ///     property has to be set in one of them, and each that may be left out left out in another.
  ///   - limits: Changes to the first example, and what the operation says of them.
  ///   - answers: The exchanges that the documentation shows.
  ///   - bodies: The answers that the documentation shows, without their requests.
  init(
    _ type: Request.Type, _ traits: OperationTraits, sends examples: [Example],
    limits: [Limit] = [], answers: [RecordedAnswers] = [], bodies: [DocumentedBody] = [],
    file: StaticString = #filePath, line: UInt = #line
  ) {
    self.traits = traits
    self.examples = examples
    self.limits = limits
    self.documented = answers
    self.bodies = bodies
    place = SourcePlace(file: file, line: line)
  }

  /// A request, and how it looks on the wire.
  struct Example: Sendable {
    let request: Request
    let sent: DocumentedRequest
    /// What a downloaded file is called when the answer does not say; nil where no test depends on it.
    let fileName: String?
    let place: SourcePlace

    init(
      _ request: Request, _ sent: DocumentedRequest, fileName: String? = nil,
      file: StaticString = #filePath, line: UInt = #line
    ) {
      self.request = request
      self.sent = sent
      self.fileName = fileName
      place = SourcePlace(file: file, line: line)
    }
  }

  /// A change to a request, and the fields that are then in the way of sending it.
  struct Limit: Sendable {
    let fields: [String]
    let change: @Sendable (inout Request) -> Void
    let place: SourcePlace

    /// Something that may just be sent.
    static func within(
      file: StaticString = #filePath, line: UInt = #line,
      _ change: @escaping @Sendable (inout Request) -> Void
    ) -> Limit {
      Limit(fields: [], change: change, place: SourcePlace(file: file, line: line))
    }

    /// Something that must not be sent, and the fields that the problems name, in order.
    static func beyond(
      _ fields: String..., file: StaticString = #filePath, line: UInt = #line,
      _ change: @escaping @Sendable (inout Request) -> Void
    ) -> Limit {
      Limit(fields: fields, change: change, place: SourcePlace(file: file, line: line))
    }
  }
}

/// The line of the table that a failure belongs to.
struct SourcePlace: Sendable {
  let file: StaticString
  let line: UInt
}
