import MemoriesKit
import XCTest

/// The error that `body` ends in; fails the test when it ends otherwise.
func thrownError<Value>(
  file: StaticString = #filePath, line: UInt = #line, by body: () async throws -> Value
) async throws -> any Error {
  do {
    let value = try await body()
    XCTFail("Expected an error, got \(value)", file: file, line: line)
  } catch {
    return error
  }
  throw CocoaError(.featureUnsupported)
}

/// The same for an error of the public type.
func thrownMemoriesError<Value>(
  file: StaticString = #filePath, line: UInt = #line, by body: () async throws -> Value
) async throws -> MemoriesError {
  let error = try await thrownError(file: file, line: line, by: body)
  return try XCTUnwrap(error as? MemoriesError, "\(error)", file: file, line: line)
}
