import Terminal
import XCTest

@testable import memories

final class MemoriesArgumentsTests: XCTestCase {
  private static let name = Option(name: "name", placeholder: "NAME", summary: "")
  private static let tag = Option(name: "tag", placeholder: "T", isRepeatable: true, summary: "")
  private static let wait = Option(name: "wait", summary: "")
  private let syntax = Syntax(
    name: "upload", summary: "", operands: ["FILE"], options: [name, tag, wait])

  private func arguments(_ words: String...) throws -> Arguments {
    try Arguments(words, for: syntax)
  }

  private func assertError(
    _ words: String..., says message: String, file: StaticString = #filePath, line: UInt = #line
  ) {
    XCTAssertThrowsError(try Arguments(words, for: syntax), file: file, line: line) { error in
      XCTAssertEqual(
        error as? UsageError, UsageError(message, command: "upload"), file: file, line: line)
    }
  }

  func testValuesFollowAfterASpaceOrAnEqualsSign() throws {
    XCTAssertEqual(try arguments("f", "--name", "a b").value(Self.name), "a b")
    XCTAssertEqual(try arguments("f", "--name=a=b").value(Self.name), "a=b")
    XCTAssertEqual(try arguments("f", "--name=").value(Self.name), "")
    XCTAssertNil(try arguments("f").value(Self.name))
  }

  func testOptionsAndOperandsMayBeMixed() throws {
    let found = try arguments("--wait", "f", "--name", "n")
    XCTAssertEqual(found.operands, ["f"])
    XCTAssertTrue(found.has(Self.wait))
    XCTAssertFalse(found.has(.json))
  }

  func testRepeatedOptionsKeepTheirOrder() throws {
    let found = try arguments("--tag", "b", "f", "--tag=a")
    XCTAssertEqual(found.values(Self.tag), ["b", "a"])
  }

  func testValuesMayBeginWithOneDash() throws {
    XCTAssertEqual(try arguments("f", "--name", "-1").value(Self.name), "-1")
    XCTAssertEqual(try arguments("f", "--name=--odd").value(Self.name), "--odd")
  }

  func testNegativeNumbersAreOperands() throws {
    XCTAssertEqual(try arguments("-1").operands, ["-1"])
    assertError("-1a", says: "unknown option -1a")
  }

  func testTheLastOperandMayBeRepeated() throws {
    var syntax = syntax
    syntax.repeatsLastOperand = true
    XCTAssertEqual(
      try Arguments(["a", "--wait", "b", "c"], for: syntax).operands, ["a", "b", "c"])
    XCTAssertEqual(syntax.operandUsage, ["FILE…"])
    XCTAssertThrowsError(try Arguments([], for: syntax)) { error in
      XCTAssertEqual((error as? UsageError)?.message, "FILE is missing")
    }
  }

  func testTwoDashesEndTheOptions() throws {
    XCTAssertEqual(try arguments("--wait", "--", "--name").operands, ["--name"])
    XCTAssertEqual(try arguments("-").operands, ["-"])
  }

  func testUnknownOptionsAreNamed() {
    assertError("f", "--nmae=x", says: "unknown option --nmae; did you mean “--name”?")
    assertError("f", "-n", says: "unknown option -n")
  }

  func testMissingValuesAreNamed() {
    assertError("f", "--name", says: "--name needs a value")
    assertError("f", "--name", "--wait", says: "--name needs a value")
    assertError("f", "--name", "--", says: "--name needs a value")
  }

  func testAFlagTakesNoValue() {
    assertError("f", "--wait=yes", says: "--wait takes no value")
  }

  func testOnlyRepeatableOptionsAndFlagsMayBeRepeated() throws {
    assertError("f", "--name=a", "--name", "b", says: "--name was given twice")
    XCTAssertTrue(try arguments("f", "--wait", "--wait").has(Self.wait))
  }

  func testOperandsAreCounted() {
    assertError(says: "FILE is missing")
    assertError("f", "g", says: "unexpected argument “g”")
  }

  func testHelpGoesBeforeWhatIsMissing() throws {
    XCTAssertTrue(try arguments("--help").asksForHelp)
    XCTAssertTrue(try arguments("-h", "--nonsense").asksForHelp)
    XCTAssertFalse(try arguments("--", "--help").asksForHelp)
  }

  func testValuesThatDoNotFitNameTheirOption() throws {
    let found = try arguments("f", "--name", "x")
    XCTAssertThrowsError(try found.value(Self.name, as: "a whole number", { Int($0) })) { error in
      XCTAssertEqual(
        error as? UsageError,
        UsageError("--name must be a whole number, and “x” is not", command: "upload"))
    }
  }

  func testOptionsThatExcludeEachOtherAreNamed() throws {
    let found = try arguments("f", "--name", "x", "--wait")
    XCTAssertNoThrow(try found.requireAtMostOne(Self.name, Self.tag))
    XCTAssertThrowsError(try found.requireAtMostOne(Self.name, Self.wait)) { error in
      XCTAssertEqual(
        (error as? UsageError)?.message, "--name and --wait cannot go together")
    }
  }
}
