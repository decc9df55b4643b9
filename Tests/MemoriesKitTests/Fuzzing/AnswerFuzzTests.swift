import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

// Invariant: whatever a server sends, an answer is either read or ends in one error of the library
// that says whether the service agreed; what is read can be shown, stored and restored; and errors
// and notes of drift stay short and printable. What only looks different is read as the same.
final class AnswerFuzzTests: XCTestCase {
  func testBrokenAnswersAreReadOrRefusedAndNothingElse() throws {
    let answers = try DocumentedAnswer.all()
    try FuzzRun("answers", cases: 5000).check { generator in
      let answer = generator.pick(answers)
      var body = Array(generator.mutated(answer.body).text().utf8)
      if generator.isOne(of: 3) { body = generator.mutated(body, words: Self.words) }
      if generator.isOne(of: 100) {
        // Deeper than any stack; the changes above cannot be, because they are written by recursion.
        let nest = String(repeating: generator.pick(["[", "{\"data\":"]), count: 100_000)
        body.insert(contentsOf: nest.utf8, at: generator.number(in: 0...body.count))
      }
      let operation =
        generator.isOne(of: 4) ? generator.pick(DocumentedAnswer.operations) : answer.operation
      let status = generator.pick([200, 200, 200, 400, 401, 408, 429, 500, 503, 0, -1, 999])
      try self.read(Data(body), status: status, by: operation)
    }
  }

  func testOtherSpellingsOfAnAnswerAreReadAsTheSame() throws {
    let answers = try DocumentedAnswer.all()
    try FuzzRun("spellings of answers", cases: 1500).check { generator in
      let answer = generator.pick(answers)
      let respelled = generator.restyled(answer.body)
      let drift = DriftLog()
      let expected = try Self.value(of: answer.body, by: answer.operation, DriftLog())
      let found = try Self.value(
        of: JSONParser.parse(Data(respelled.text().utf8)), by: answer.operation, drift)
      try require(found == expected, "\(respelled.text()) is read as \(found)")
      try require(drift.entries.isEmpty, "\(drift.entries) in \(respelled.text())")
    }
  }

  private func read(
    _ body: Data, status: Int, by operation: DocumentedAnswer.Operation
  ) throws {
    let drift = DriftLog()
    let raw: RawAnswer
    do throws(MemoriesError) {
      raw = try AnswerReading.answer(in: body, status: status, contentType: "text/html")
    } catch {
      try require(error.outcome == .unknown || error.outcome == .refused, "\(error)")
      try require(error.status == status, "\(error)")
      return try checkIsShort(error)
    }
    try checkRoundTrip(of: raw.content)
    let result: Result<AnyHashable, APIFailure>
    do throws(MemoriesError) {
      result = try operation.read(raw, drift)
    } catch {
      try require(raw.failure == nil && error.outcome == .done, "\(error)")
      try require(error.kind == .unexpectedAnswer, "\(error)")
      return try checkIsShort(error)
    }
    switch result {
    case .success(let value):
      try require(raw.failure == nil, "a refusal was read")
      try checkValue(value, operation)
    case .failure(let failure):
      try require(raw.failure != nil, "an agreement was taken for a refusal")
      try require(failure.status == status && failure.code == raw.code, "\(failure)")
    }
    try checkIsShort(drift)
  }

  private func checkRoundTrip(of value: JSONValue) throws {
    let again = try JSONParser.parse(value.text())
    try require(again == value, "\(value.text()) was read as \(again.text())")
  }

  private func checkValue(_ value: AnyHashable, _ operation: DocumentedAnswer.Operation) throws {
    try require(!"\(value)".isEmpty, "nothing to show")
    let restored = try operation.stored(value)
    try require(restored == value, "\(value) was restored as \(String(describing: restored))")
  }

  private func checkIsShort(_ error: MemoriesError) throws {
    let excerpt = error.excerpt ?? ""
    try require(excerpt.unicodeScalars.count <= Excerpt.limit + 1, "a long excerpt")
    try require(error.detail?.utf8.count ?? 0 <= 1000, "a long detail: \(error)")
    for scalar in error.description.unicodeScalars {
      let category = scalar.properties.generalCategory
      try require(![.control, .format].contains(category), "\(error) shows \(scalar.value)")
    }
  }

  private func checkIsShort(_ drift: DriftLog) throws {
    try require(drift.entries.count <= 100, "\(drift.entries.count) notes")
    for entry in drift.entries {
      try require(entry.excerpt.unicodeScalars.count <= 80, "\(entry)")
      try require(entry.description.utf8.count <= 1000, "\(entry)")
    }
  }

  private static func value(
    of body: JSONValue, by operation: DocumentedAnswer.Operation, _ drift: DriftLog
  ) throws -> String {
    guard let raw = RawAnswer(envelope: body, status: 200) else { return "no envelope" }
    switch try operation.read(raw, drift) {
    case .success(let value): return "\(value)"
    case .failure(let failure): return "\(failure.code ?? ""): \(failure.msg ?? "")"
    }
  }

  private static let words = [
    "null", "true", "\"", "\\", "{", "}", "[", "]", ",", ":", "\\u0000", "\\ud800", "\\udc00",
    "\u{FEFF}", "1e999", "-", "0", "\"code\":", "\"data\":", "\"success\":false,", "\u{2028}",
  ]
}

extension SeededGenerator {
  /// The same answer in the ways in which the service varies: casing of names, order of members,
  /// members of other days, numbers and flags as text and back.
  fileprivate mutating func restyled(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let object):
      var members = object.members.map { member in
        JSONValue.Object.Member(name: respelled(member.name), value: restyled(member.value))
      }
      if isOne(of: 2) { members.shuffle(using: &self) }
      for _ in 0..<length(upTo: 3) {
        // No member that is known has a digit in its name.
        let stranger = JSONValue.Object.Member(name: "9" + word(), value: .string(text()))
        members.insert(stranger, at: number(in: 0...members.count))
      }
      if isOne(of: 4), let member = members.randomElement(using: &self) {
        members.append(JSONValue.Object.Member(name: respelled(member.name), value: .null))
      }
      return .object(JSONValue.Object(members))
    case .array(let elements):
      return .array(elements.map { restyled($0) })
    case .number(let number):
      return isOne(of: 2) ? .string(number.text) : value
    case .bool(let bool):
      return pick([value, .string("\(bool)"), .number(JSONValue.Number(bool ? 1 : 0))])
    case .string(let text):
      guard isOne(of: 2), let number = JSONValue.Number(text) else { return value }
      return .number(number)
    case .null:
      return value
    }
  }
}
