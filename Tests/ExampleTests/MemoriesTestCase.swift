import Foundation
import MemoriesKitTesting
import XCTest

/// A test of the `memories` program.
class MemoriesTestCase: ExampleTestCase {
  /// Runs the program to its end. The key must not be in anything that it writes.
  func memories(
    _ arguments: String..., environment: [String: String]? = nil,
    file: StaticString = #filePath, line: UInt = #line
  ) async throws -> ProgramRun.Result {
    try await run("memories", arguments, environment: environment, file: file, line: line)
  }

  /// The one JSON document that a text is; lists and objects inside it become text.
  func json(
    _ text: String, file: StaticString = #filePath, line: UInt = #line
  ) throws -> [String: AnyHashable] {
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let members = try XCTUnwrap(document as? [String: Any], text, file: file, line: line)
    return members.mapValues { $0 as? AnyHashable ?? AnyHashable("\($0)") }
  }

  /// The fields that a text for people shows, by their names.
  func fields(_ text: String) -> [String: String] {
    let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
      guard let gap = line.range(of: "  ") else { return nil }
      let value = line[gap.upperBound...].trimmingCharacters(in: .whitespaces)
      return (String(line[..<gap.lowerBound]), value)
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
