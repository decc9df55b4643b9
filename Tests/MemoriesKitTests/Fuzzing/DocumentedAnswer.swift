import Foundation
import MemoriesKitTesting
import TestSupport

@testable import MemoriesKit

/// A documented answer to an operation, and the way in which that operation reads it.
struct DocumentedAnswer {
  let body: JSONValue
  let operation: Operation

  /// How one operation reads an envelope, with its type hidden.
  struct Operation: Sendable {
    let read:
      @Sendable (RawAnswer, DriftLog) throws(MemoriesError) -> Result<AnyHashable, APIFailure>
    /// Stores a value and restores it.
    let stored: @Sendable (AnyHashable) throws -> AnyHashable?

    init<Output: Codable & Hashable & Sendable>(answeringWith type: Output.Type) {
      read = { raw, drift throws(MemoriesError) in
        try AnswerFormat<Output>.envelope.envelope(of: raw, drift: drift).result
          .map { AnyHashable([$0]) }
      }
      // In a list, because a value may be null, which is no document of its own everywhere.
      stored = { value in
        guard let value = value.base as? [Output] else { return nil }
        return AnyHashable(
          try JSONDecoder().decode([Output].self, from: JSONEncoder().encode(value)))
      }
    }

    init<E: AnsweredOperation>(_: E.Type) where E.Output: Codable & Hashable {
      self.init(answeringWith: E.Output.self)
    }
  }

  /// The operations with the fixtures that document their answers.
  private static let fixtures: [(name: String, operation: Operation)] =
    OperationTable.rows.flatMap { row in
      row.documented.compactMap { answers in
        answers.exchanges.first.map { (answers.fixture, $0.reading) }
      }
    } + [("download_errors.har", Operation(answeringWith: NoOutput.self))]

  static let operations = fixtures.map(\.operation)

  static func all() throws -> [DocumentedAnswer] {
    try fixtures.flatMap { name, operation in
      try HTTPArchive(Fixture.data(name)).exchanges
        .filter { $0.response.headers["Content-Type"] == "application/json" }
        .map {
          DocumentedAnswer(body: try JSONParser.parse($0.response.body.bytes), operation: operation)
        }
    }
  }
}
