import MemoriesKit
import TestSupport
import XCTest

/// A file of recorded exchanges with what has to come of them, all of them.
struct RecordedAnswers: Sendable {
  let fixture: String
  let exchanges: [Exchange]

  init(_ fixture: String, _ exchanges: Exchange...) {
    self.fixture = fixture
    self.exchanges = exchanges
  }

  /// A call and what has to come of it.
  struct Exchange: Sendable {
    /// How the answer is read, for tests that change it before.
    let reading: DocumentedAnswer.Operation
    let check: @Sendable (ObservedClient) async throws -> Void

    /// The call gives this value, which nothing in the answer is at odds with, and which comes back
    /// from storage.
    static func value<Request: AnsweredOperation>(
      _ request: Request, _ value: Request.Output, code: String = "0000",
      file: StaticString = #filePath, line: UInt = #line
    ) -> Exchange where Request.Output: Codable & Hashable {
      Exchange(reading: DocumentedAnswer.Operation(Request.self)) { observed in
        let reply = try await observed.client.reply(to: request)
        XCTAssertEqual(try reply.result.get(), value, file: file, line: line)
        XCTAssertEqual(reply.envelope.code, code, file: file, line: line)
        XCTAssertEqual(reply.drift, [], file: file, line: line)
        XCTAssertFalse(observed.events.contains { $0.kind == .drift }, file: file, line: line)
        // In a list, because a value may be nil, which is no document of its own everywhere.
        try assertSurvivesStorage([value], file: file, line: line)
      }
    }

    /// The service refuses, and nothing of a file is left behind.
    static func refusal(
      _ request: any MemoriesOperation, _ kind: MemoriesError.Kind, code: String,
      _ message: String, file: StaticString = #filePath, line: UInt = #line
    ) -> Exchange {
      Exchange(reading: DocumentedAnswer.Operation(answeringWith: NoOutput.self)) { observed in
        let error = try await memoriesError(file: file, line: line) {
          try await observed.client.call(request)
        }
        XCTAssertEqual(error.kind, kind, file: file, line: line)
        XCTAssertEqual(error.code, code, file: file, line: line)
        XCTAssertEqual(error.serverMessage, message, file: file, line: line)
        XCTAssertEqual(error.outcome, .refused, file: file, line: line)
        XCTAssertEqual(error.operation, type(of: request).traits.name, file: file, line: line)
      }
    }
  }
}

extension MemoriesClient {
  /// Makes a call of whatever shape. What a download saves is looked at by `look`; one that fails must
  /// not leave anything.
  func call(
    _ request: any MemoriesOperation,
    _ look: (DownloadedFile, TemporaryDirectory) throws -> Void = { _, _ in }
  ) async throws {
    switch request {
    case let request as any AnsweredOperation: try await answer(to: request)
    case let request as any DownloadOperation:
      let directory = try TemporaryDirectory()
      defer { directory.remove() }
      do {
        try look(try await download(request, to: .directory(directory.url)), directory)
      } catch {
        XCTAssertEqual(try directory.names(), [], "\(type(of: request))")
        throw error
      }
    case let request as any EventOperation: try await events(of: request)
    default: XCTFail("\(type(of: request)) has a shape that the tests do not know")
    }
  }

  private func events<Request: EventOperation>(of request: Request) async throws {
    for try await _ in try await self.events(of: request, options: CallOptions()) {}
  }

  private func answer<Request: AnsweredOperation>(to request: Request) async throws {
    _ = try await send(request)
  }
}
