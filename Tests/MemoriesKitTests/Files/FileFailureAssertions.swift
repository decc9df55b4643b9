import MemoriesKit
import XCTest

/// Asserts that `body` throws a `FileFailure` for this reason, and returns it.
@discardableResult
func assertFails<Result>(
  _ reason: FileFailure.Reason,
  file: StaticString = #filePath,
  line: UInt = #line,
  _ body: () throws -> Result
) -> FileFailure? {
  assertIsFailure(.init { try body() }, reason, file: file, line: line)
}

/// The same for something that has to be waited for.
@discardableResult
func assertFails<Result>(
  _ reason: FileFailure.Reason,
  file: StaticString = #filePath,
  line: UInt = #line,
  _ body: () async throws -> Result
) async -> FileFailure? {
  do {
    return assertIsFailure(.success(try await body()), reason, file: file, line: line)
  } catch {
    return assertIsFailure(
      Swift.Result<Result, any Error>.failure(error), reason, file: file, line: line)
  }
}

private func assertIsFailure<Value>(
  _ result: Result<Value, any Error>,
  _ reason: FileFailure.Reason,
  file: StaticString,
  line: UInt
) -> FileFailure? {
  switch result {
  case .success(let value):
    XCTFail("Expected \(reason.rawValue), got \(value)", file: file, line: line)
  case .failure(let failure as FileFailure):
    XCTAssertEqual(failure.reason, reason, "\(failure)", file: file, line: line)
    return failure
  case .failure(let error):
    XCTFail("Expected \(reason.rawValue), got \(error)", file: file, line: line)
  }
  return nil
}
