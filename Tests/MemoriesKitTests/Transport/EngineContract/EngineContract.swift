import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import MemoriesKit

/// What every engine must do, over real sockets: the seam in sentences that can be broken.
///
/// An engine's own test runs ``check(_:)`` and adds what is true of that engine alone.
struct EngineContract: Sendable {
  /// One sentence of the contract.
  struct Clause: Sendable {
    let name: String
    let holds: @Sendable (EngineContract) async throws -> Void
  }

  let engine: any HTTPEngine
  let sandbox: Sandbox

  static let clauses = sending + receiving + ending

  /// Runs every clause, each against a server of its own.
  static func check(_ engine: any HTTPEngine) async {
    for clause in clauses {
      do {
        let sandbox = try await Sandbox.start()
        do {
          try await clause.holds(EngineContract(engine: engine, sandbox: sandbox))
        } catch {
          XCTFail("\(clause.name): \(error)")
        }
        await sandbox.stop()
      } catch {
        XCTFail("\(clause.name): no server, \(error)")
      }
    }
  }

  // MARK: What the clauses are made of

  struct Violation: Error, CustomStringConvertible {
    let description: String
  }

  func require(_ isTrue: Bool, _ what: @autoclosure () -> String) throws {
    guard isTrue else { throw Violation(description: what()) }
  }

  /// A request to the sandbox.
  func request(
    _ method: String = "GET", _ path: String = "/a", headers: [(String, String)] = [],
    body: HTTPBody? = nil
  ) throws -> HTTPRequest {
    let url = try XCTUnwrap(URL(string: path, relativeTo: sandbox.visualSearchURL)).absoluteURL
    let stopwatch = Stopwatch(ContinuousClock())
    return HTTPRequest(
      method: method, url: url, headers: headers, body: body, elapsed: stopwatch.elapsed)
  }

  /// Makes the sandbox answer any request.
  func answer(_ answer: Sandbox.Answer) {
    sandbox.route("*", "/a", reading: .digesting) { _ in answer }
  }

  /// The whole body of an answer whose head has come.
  func body(of exchange: Exchange) async throws -> Data {
    var body = Data()
    while let pieces = try await exchange.next() { for piece in pieces { body.append(piece) } }
    return body
  }

  /// How an exchange fails.
  func failure(of exchange: Exchange) async -> (any Error)? {
    do {
      _ = try await exchange.head()
      _ = try await body(of: exchange)
      return nil
    } catch {
      return error
    }
  }

  func exchanges(where isWanted: (Sandbox.Exchange) -> Bool = { _ in true }) -> Int {
    sandbox.exchanges.filter(isWanted).count
  }
}

/// A body that a test watches.
final class WatchedBody: Sendable {
  private let state = Locked((sent: 0, closings: 0))
  let bytes: Data
  private let failure: (at: Int, error: FileFailure)?

  init(_ bytes: Data, failingAt place: Int? = nil) {
    self.bytes = bytes
    failure = place.map { ($0, FileFailure(.read, "/movie.mp4", .changed)) }
  }

  /// How often the body was closed, after it was closed at all: the thread of a body may close it
  /// a moment after the end of its exchange.
  var closings: Int {
    get async {
      while state.withLock({ $0.closings }) == 0 { await Task.yield() }
      return state.withLock { $0.closings }
    }
  }

  var body: HTTPBody {
    HTTPBody(
      length: Int64(bytes.count),
      read: { buffer in
        try self.state.withLock { state in
          if let failure = self.failure, state.sent >= failure.at { throw failure.error }
          let rest = self.bytes.dropFirst(state.sent).prefix(buffer.count)
          _ = rest.copyBytes(to: buffer.bindMemory(to: UInt8.self))
          state.sent += rest.count
          return rest.count
        }
      }, close: { self.state.withLock { $0.closings += 1 } })
  }
}
